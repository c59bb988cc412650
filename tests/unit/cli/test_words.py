import argparse
import ast
import inspect
import io

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from maynum_dash.cli.grammar.tree import build_parser
from maynum_dash.cli.words import DOMAIN, LOCALE, speak_french

CATALOGUE = LOCALE / "fr" / "LC_MESSAGES" / DOMAIN
# Sentences of argparse for the person who writes the parser; no command line brings them out.
FOR_PROGRAMMERS = {
    "%r is not callable",
    "'required' is an invalid argument for positionals",
    ".__call__() not defined",
    'argument "-" with mode %r',
    "cannot have multiple subparser arguments",
    "cannot merge actions - two groups are named %r",
    "conflicting option string: %s",
    "conflicting subparser alias: %s",
    "conflicting subparser: %s",
    "dest= is required for options like %r",
    "invalid conflict_resolution value: %r",
    "invalid option string %(option)r: must start with a character %(prefix_chars)r",
    "mutually exclusive arguments must be optional",
}


def translated() -> set[str]:
    with CATALOGUE.with_suffix(".po").open("rb") as file:
        return {
            str(message.id if isinstance(message.id, str) else message.id[0])
            for message in read_po(file)
            if message.id
        }


def test_the_compiled_catalogue_is_the_one_that_people_read() -> None:
    compiled = io.BytesIO()
    with CATALOGUE.with_suffix(".po").open("rb") as file:
        write_mo(compiled, read_po(file, locale="fr"))
    assert CATALOGUE.with_suffix(".mo").read_bytes() == compiled.getvalue()


def test_every_sentence_of_argparse_is_translated() -> None:
    calls = [node for node in ast.walk(ast.parse(inspect.getsource(argparse))) if isinstance(node, ast.Call)]
    said = {
        node.args[0].value
        for node in calls
        if isinstance(node.func, ast.Name)
        and node.func.id in {"_", "ngettext"}
        and isinstance(node.args[0], ast.Constant)
    }
    assert len(said) > 30
    assert said - translated() - FOR_PROGRAMMERS == set()


def test_placeholders_survive_translation() -> None:
    with CATALOGUE.with_suffix(".po").open("rb") as file:
        for message in read_po(file, locale="fr"):
            if message.id:
                assert [error for error in message.check() if error.args] == []


def test_a_usage_error_is_french(capsys: pytest.CaptureFixture[str]) -> None:
    speak_french()
    with pytest.raises(SystemExit) as stopped:
        build_parser().parse_args(["echeancier", "suivi.xlsx", "--lecture", "annuelle"])
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("utilisation : maynum echeancier")
    assert "erreur : argument --lecture : choix inconnu : 'annuelle' (au choix : " in said
