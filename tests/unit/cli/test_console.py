"""A console that is closed, full or left early; words that argparse reads oddly."""

import io
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from maynum_dash.cli.console import follow
from maynum_dash.sources.folder import DEMO_WORKBOOK

UNIX = pytest.mark.skipif(sys.platform == "win32", reason="redirections of a Unix shell")
FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device always full")
DEMO = shlex.quote(str(DEMO_WORKBOOK))


def shell(line: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    program = f"{shlex.quote(sys.executable)} -m maynum_dash"
    return subprocess.run(
        ["/bin/sh", "-c", line.replace("maynum", program, 1)],
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
        timeout=120,
        check=False,
    )


@UNIX
@FULL
@pytest.mark.parametrize(
    "words",
    [f"verifier {DEMO}", f"couverture {DEMO} --json", "modele a.xlsx", "--help", "demo --help", "--version"],
)
@pytest.mark.parametrize("outlet", [">&-", "> /dev/full"])
def test_an_output_that_cannot_be_written_is_said_without_traceback(
    words: str, outlet: str, tmp_path: Path
) -> None:
    done = shell(f"maynum {words} {outlet}", tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("maynum : Impossible d'écrire « sortie standard » : ")
    assert done.stderr.count("\n") == 1


@UNIX
@FULL
@pytest.mark.parametrize("words", ["verifier absent.xlsx", "--help", "modele a.csv"])
@pytest.mark.parametrize("outlets", [">&- 2>&-", "> /dev/full 2> /dev/full", ">&- 2> /dev/full"])
def test_nothing_can_be_said_when_both_outputs_are_lost(words: str, outlets: str, tmp_path: Path) -> None:
    done = shell(f"maynum {words} {outlets}", tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")


@UNIX
@pytest.mark.parametrize("words", [f"verifier {DEMO}", "--help"])
def test_a_reader_that_leaves_early_is_no_error(words: str, tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "maynum_dash", *shlex.split(words)],
            stdout=writing,
            stderr=subprocess.PIPE,
            cwd=tmp_path,
            timeout=120,
            check=False,
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def run(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "maynum_dash", *words],
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
        timeout=120,
        check=False,
    )


def test_the_version_is_said_in_french(tmp_path: Path) -> None:
    done = run(tmp_path, "--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"maynum, version \d+\.\d+\.\d+\n", done.stdout)


@pytest.mark.parametrize("words", [["-x"], ["--verbeux"], ["reference", "-x"]])
def test_an_unknown_option_is_named_before_the_missing_command(words: list[str], tmp_path: Path) -> None:
    done = run(tmp_path, *words)
    assert done.returncode == 2
    assert f"arguments inconnus : {words[-1]}" in done.stderr


@pytest.mark.parametrize("words", [[], ["reference"]])
def test_a_missing_command_is_asked_for(words: list[str], tmp_path: Path) -> None:
    done = run(tmp_path, *words)
    assert done.returncode == 2
    assert "il manque : NOM_COMMANDE" in done.stderr


@pytest.mark.parametrize("words", [["verifier", ""], ["modele", " "], ["reference", "construire", "-o", ""]])
def test_an_empty_name_is_said_to_be_empty(words: list[str], tmp_path: Path) -> None:
    done = run(tmp_path, *words)
    assert done.returncode == 2
    assert "le nom est vide" in done.stderr


@pytest.mark.parametrize("name", ["a.csv", "a", "a.xls"])
@pytest.mark.parametrize("command", ["modele", "demo"])
def test_a_workbook_is_written_under_an_excel_name_only(command: str, name: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("déjà là", encoding="utf-8")
    done = run(tmp_path, command, name)
    assert done.returncode == 1
    assert f"« {name} »" in done.stderr
    assert ".xlsx" in done.stderr
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["déjà là"]


class Terminal(io.StringIO):
    """What a person looks at."""

    def isatty(self) -> bool:
        """Tell that it is one."""
        return True


def test_a_terminal_follows_a_long_work_and_keeps_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    tell = follow("Classeur")
    for done in range(3):
        tell(done, 3)
    written = terminal.getvalue().split("\r")
    assert "Classeur : 1 sur 3 (Ctrl-C pour annuler)" in written
    assert written[-2].strip() == written[-1] == ""


def test_a_pipe_is_told_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.StringIO()
    monkeypatch.setattr(sys, "stderr", pipe)
    follow("Classeur")(0, 3)
    monkeypatch.setattr(sys, "stderr", None)
    follow("Classeur")(0, 3)
    assert pipe.getvalue() == ""
