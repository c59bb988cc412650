"""The command about the headings that the team taught: list, propose, export, take over, forget."""

from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from maynum_dash.analysis.quality.proposals import assist
from maynum_dash.analysis.quality.questions import Assistance
from maynum_dash.cli.answers import DONE, answer
from maynum_dash.cli.columns import aligned
from maynum_dash.cli.console import say
from maynum_dash.cli.files import read_file, shown, write_file
from maynum_dash.cli.opening import author, known_lessons, opened
from maynum_dash.domain.errors import UnknownLessonError
from maynum_dash.rendering.formats import count
from maynum_dash.sources.annotations import without_annotations
from maynum_dash.sources.headings import heading_key, load_headings
from maynum_dash.sources.isolation import read_raw
from maynum_dash.sources.lessons import Lesson, fault_of, field_label, lessons_csv, read_lessons
from maynum_dash.store.lessons import Taught, forget, lessons_of, list_lessons, teach


def run(options: Namespace) -> int:
    """Do what the options ask; list the headings without any."""
    if options.proposer is not None:
        return _propose(options)
    if options.exporter is not None:
        return _export(options.exporter)
    if options.importer is not None:
        return _import(options)
    if options.oublier is not None:
        return _forget(options)
    with opened() as store:
        kept = list_lessons(store)
    answer({"titres": [_line(one) for one in kept]}, _listed(kept), as_json=options.json)
    return DONE


def _line(one: Taught) -> dict[str, Any]:
    lesson = one.lesson
    return {
        "profil": lesson.profile,
        "table": lesson.table,
        "champ": lesson.field,
        "titre": lesson.heading,
        "auteur": one.author,
        "le": one.at.isoformat(timespec="seconds"),
        "applique": fault_of(lesson) is None,
    }


def _listed(kept: tuple[Taught, ...]) -> str:
    if not kept:
        return "Aucun titre n’est appris."
    rows = [[one.lesson.heading, _named(one.lesson), one.lesson.profile, one.author] for one in kept]
    return aligned(["Titre", "Champ", "Type de fichier", "Décidé par"], rows, texts=4)


def _named(lesson: Lesson) -> str:
    if fault_of(lesson) is not None:
        return f"{lesson.field} (sans effet)"
    return field_label(load_headings(lesson.profile), lesson.table, lesson.field)


def _propose(options: Namespace) -> int:
    """Say which field each unknown column of a file may be."""
    name = shown(Path(options.proposer.name))
    raw = without_annotations(read_raw(read_file(options.proposer), name))
    found = assist(raw, known_lessons())
    payload = {"fichier": name, "profil": found.profile, "colonnes": list(_questions(found))}
    answer(payload, _proposed(found), as_json=options.json)
    return DONE


def _questions(found: Assistance) -> Iterable[dict[str, Any]]:
    for one in found.questions:
        likely = [{"champ": each.field, "score": each.score} for each in one.suggestions]
        yield {"feuille": one.sheet, "table": one.table, "titre": one.heading, "propositions": likely}


def _proposed(found: Assistance) -> str:
    if not found.questions:
        return "Toutes les colonnes sont reconnues ou décidées."
    headings = load_headings(found.profile)
    rows = []
    for one in found.questions:
        best = one.suggestions[0] if one.suggestions else None
        label = "rien de proche" if best is None else field_label(headings, one.table, best.field)
        rows.append([one.sheet, one.letters, one.heading, label, "" if best is None else str(best.score)])
    heads = ["Feuille", "Colonne", "Titre", "Champ le plus proche", "Score"]
    end = "La décision se prend page Imports, rubrique Colonnes, ou avec « maynum titres --importer »."
    return f"{aligned(heads, rows, texts=4)}\n\n{end}"


def _export(path: Path) -> int:
    with opened() as store:
        kept = lessons_of(store)
    verb = "remplacé" if write_file(path, lessons_csv(kept)) else "écrit"
    say(f"Fichier {verb} : {shown(path)} ({count(len(kept), 'titre')})\n")
    return DONE


def _import(options: Namespace) -> int:
    lessons = read_lessons(read_file(options.importer), shown(Path(options.importer.name)))
    with opened() as store:
        made = teach(store, lessons, author(options))
    say(f"{count(made, 'titre appris', 'titres appris')} ; {len(lessons) - made} déjà décidés ainsi.\n")
    return DONE


def _forget(options: Namespace) -> int:
    with opened() as store:
        key = heading_key(options.oublier)
        found = [one for one in lessons_of(store) if heading_key(one.heading) == key]
        if not found:
            raise UnknownLessonError(options.oublier)
        for lesson in found:
            forget(store, lesson, author(options))
    say(f"{count(len(found), 'titre oublié', 'titres oubliés')}. Les imports passés gardent leur lecture.\n")
    return DONE
