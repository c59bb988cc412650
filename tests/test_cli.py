"""The real command, in a process of its own, on a console that cannot write French."""

import io
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from openpyxl import load_workbook

from maynum_dash.sources.folder import DEMO_WORKBOOK

COMMANDS = [
    ["lancer"],
    ["modele"],
    ["demo"],
    ["verifier"],
    ["echeancier"],
    ["couverture"],
    ["classeur"],
    ["scdl"],
    ["geojson"],
    ["fiche"],
    ["fiche", "employeur"],
    ["fiche", "territoire"],
    ["importer"],
    ["imports"],
    ["ecarts"],
    ["sceller"],
    ["restaurer"],
    ["sauvegarder"],
    ["titres"],
    ["surveiller"],
    ["reference"],
    ["reference", "construire"],
]
ENGLISH = (
    "usage",
    "show this",
    "error",
    "optional",
    "required",
    "invalid",
    "expected",
    "argument:",
    "default",
)
ANOMALY_KEYS = {"code", "gravite", "feuille", "ligne", "colonne", "valeur", "message"}
COVERAGE_KEYS = {
    *("population_15_plus", "taux_pct", "personnes", "etp"),
    *("etp_pour_1000", "ic95_bas", "ic95_haut", "quotient"),
}
READINGS = ["signature", "tranche", "prorata", "paiement"]


def environment() -> dict[str, str]:
    """Console of an old machine: ASCII only, in another language."""
    hostile = {"PYTHONIOENCODING": "ascii", "LANGUAGE": "de", "LC_ALL": "C", "PYTHONUTF8": "0"}
    return {**os.environ, **hostile}


def run(
    *words: str, folder: Path | None = None, program: Sequence[str] = ("-m", "maynum_dash")
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *program, *words],
        capture_output=True,
        encoding="utf-8",
        env=environment(),
        cwd=folder,
        timeout=120,
        check=False,
    )


def printed_json(*words: str) -> dict[str, Any]:
    done = run(*words, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    read: dict[str, Any] = json.loads(done.stdout)
    return read


def assert_refused(done: "subprocess.CompletedProcess[str]", *words: str) -> None:
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("maynum : ")
    assert done.stderr.rstrip().endswith(".")
    for word in words:
        assert word in done.stderr


@pytest.mark.parametrize("command", [[], *COMMANDS])
def test_help_is_french_and_has_an_example(command: list[str]) -> None:
    done = run(*command, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("utilisation : maynum")
    assert "exemple :\n  maynum " in done.stdout
    assert not [word for word in ENGLISH if word in done.stdout.lower()]


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["inconnue"],
        ["modele"],
        ["modele", "a.xlsx", "b.xlsx"],
        ["lancer", "--port", "abc"],
        ["lancer", "--port", "0"],
        ["lancer", "--port", "65536"],
        ["lancer", "--port"],
        ["verifier", "suivi.xlsx", "--js"],
        ["verifier", "suivi.xlsx", "--json=oui"],
        ["echeancier", "suivi.xlsx", "--lecture", "annuelle"],
        ["couverture", "suivi.xlsx", "--source", "estimée"],
        ["reference"],
        ["reference", "construire"],
    ],
)
def test_wrong_usage_is_said_in_french_with_status_2(words: list[str]) -> None:
    done = run(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("utilisation : maynum")
    assert " : erreur : " in done.stderr
    assert not [word for word in ENGLISH if word in done.stderr.lower()]


@pytest.mark.parametrize("command", ["modele", "demo"])
def test_a_workbook_is_written_the_same_twice(command: str, tmp_path: Path) -> None:
    first, second = run(command, "un.xlsx", folder=tmp_path), run(command, "deux.xlsx", folder=tmp_path)
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout == "Classeur écrit : un.xlsx\n"
    assert second.returncode == 0
    assert (tmp_path / "un.xlsx").read_bytes() == (tmp_path / "deux.xlsx").read_bytes()
    assert "Postes" in load_workbook(tmp_path / "un.xlsx").sheetnames


def test_an_ordinary_file_is_replaced_and_said_so(tmp_path: Path) -> None:
    (tmp_path / "suivi été.xlsx").write_text("ancien", encoding="utf-8")
    done = run("modele", "suivi été.xlsx", folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, "Classeur remplacé : suivi été.xlsx\n")


def test_an_output_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    assert_refused(run("modele", str(tmp_path)), "c'est un dossier")
    assert_refused(run("demo", str(tmp_path / "absent" / "a.xlsx")), "le dossier n'existe pas")


@pytest.mark.parametrize("command", ["verifier", "echeancier", "couverture"])
def test_a_file_that_cannot_be_read_is_refused(command: str, tmp_path: Path) -> None:
    text = tmp_path / "notes.xlsx"
    text.write_text("ceci n'est pas un classeur", encoding="utf-8")
    assert_refused(run(command, str(tmp_path / "absent.xlsx")), "il n'existe pas")
    assert_refused(run(command, str(tmp_path)), "c'est un dossier")
    for words in ([], ["--json"]):
        done = run(command, str(text), *words)
        assert_refused(done, "notes.xlsx")
        assert done.stdout == ""


def test_the_demonstration_has_nothing_blocking() -> None:
    check = printed_json("verifier", str(DEMO_WORKBOOK))
    assert check["fichier"] == DEMO_WORKBOOK.name
    assert check["profil"] == "classeur"
    assert check["avertissement"].startswith("Données de démonstration")
    assert check["lignes_lues"] == check["lignes_acceptees"] == 22 + 67 + 18 + 98 + 30 + 34
    assert check["lignes_rejetees"] == 0
    assert all(set(anomaly) == ANOMALY_KEYS for anomaly in check["anomalies"])
    warnings = [a["code"] for a in check["anomalies"] if a["gravite"] != "information"]
    assert warnings == ["PLAFOND_DEPASSE"]


def test_the_template_is_read_and_its_examples_are_pointed_at(tmp_path: Path) -> None:
    path = tmp_path / "modele.xlsx"
    assert run("modele", str(path)).returncode == 0
    check = printed_json("verifier", str(path))
    assert "avertissement" not in check
    assert check["lignes_lues"] == check["lignes_acceptees"] == 6
    assert {anomaly["ligne"] for anomaly in check["anomalies"]} <= {None, 4}
    assert all("exemple" in anomaly["message"] for anomaly in check["anomalies"])


def test_totals_of_the_demonstration_are_exact() -> None:
    totals = printed_json("verifier", str(DEMO_WORKBOOK))["totaux"]
    assert totals["postes"] == 22
    assert totals["departement_centimes"] == 30_185_617
    assert totals["versements_centimes"] == 15_339_617
    assert totals["enveloppes_ae_centimes"] == 38_500_000
    assert totals["enveloppes_cp_centimes"] == 25_000_000
    shares = ("departement", "anct", "bonification", "employeur")
    assert totals["total_centimes"] == sum(totals[f"{share}_centimes"] for share in shares)


def test_the_four_readings_sum_to_the_same_amount() -> None:
    total = printed_json("verifier", str(DEMO_WORKBOOK))["totaux"]["total_centimes"]
    for reading in READINGS:
        schedule = printed_json("echeancier", str(DEMO_WORKBOOK), "--lecture", reading)
        assert schedule["lecture"] == reading
        assert sum(line["montant_centimes"] for line in schedule["lignes"]) == total


@pytest.mark.parametrize(("by", "key"), [("poste", "id_poste"), ("epci", "epci"), ("structure", "structure")])
def test_a_schedule_can_be_grouped(by: str, key: str) -> None:
    lines = printed_json("echeancier", str(DEMO_WORKBOOK), "--lecture", "paiement", "--par", by)["lignes"]
    assert all(set(line) == {key, "financeur", "exercice", "montant_centimes"} for line in lines)


def test_a_schedule_is_a_french_table() -> None:
    done = run("echeancier", str(DEMO_WORKBOOK), "--lecture", "tranche", "--par", "epci")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Données de démonstration : montants et dates inventés\n")
    assert "lecture « tranche »" in done.stdout
    assert "Laval Agglomération" in done.stdout
    assert "3\u202f500,00\u00a0€" in done.stdout


def test_coverage_is_estimated_by_default() -> None:
    coverage = printed_json("couverture", str(DEMO_WORKBOOK))
    assert coverage["source"] == "estimee"
    assert len(coverage["epci"]) == 10
    assert set(coverage["epci"][0]) == {"code", "nom", *COVERAGE_KEYS}
    assert set(coverage["departement"]) >= COVERAGE_KEYS
    assert sum(epci["etp"] for epci in coverage["epci"]) == pytest.approx(16.3)


def test_coverage_with_one_rate_everywhere() -> None:
    coverage = printed_json("couverture", str(DEMO_WORKBOOK), "--source", "uniforme")
    assert {epci["taux_pct"] for epci in coverage["epci"]} == {15.0}


def test_the_official_source_needs_its_table() -> None:
    done = run("couverture", str(DEMO_WORKBOOK), "--source", "officielle")
    assert_refused(done, "Illectronisme")
    assert done.stdout == ""


def with_needs(path: Path) -> Path:
    workbook = load_workbook(DEMO_WORKBOOK)
    sheet = workbook["Illectronisme"]
    sheet.append(["CA Laval Agglomération", 14, None, 2019, "Insee"])
    workbook.save(path)
    return path


def test_the_official_source_is_the_default_when_its_table_is_there(tmp_path: Path) -> None:
    coverage = printed_json("couverture", str(with_needs(tmp_path / "suivi.xlsx")))
    assert coverage["source"] == "officielle"
    rates = {epci["nom"]: epci["taux_pct"] for epci in coverage["epci"]}
    assert rates["CA Laval Agglomération"] == 14.0
    assert rates["CC de l'Ernée"] is None


def test_a_coverage_is_a_french_table() -> None:
    done = run("couverture", str(DEMO_WORKBOOK))
    assert (done.returncode, done.stderr) == (0, "")
    assert "Source du besoin : " in done.stdout
    assert "14,0\u00a0%" in done.stdout


def test_a_check_is_french_text() -> None:
    done = run("verifier", str(DEMO_WORKBOOK))
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{DEMO_WORKBOOK.name} – 269\u00a0lignes lues : 269\u00a0acceptées, 0\u00a0rejetée" in done.stdout
    assert "301\u202f856,17\u00a0€" in done.stdout


def test_a_workbook_without_a_usable_row_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "vide.xlsx"
    workbook = load_workbook(DEMO_WORKBOOK)
    for sheet in workbook.worksheets[1:]:
        sheet.delete_rows(4, sheet.max_row)
    workbook.save(path)
    done = run("verifier", str(path), "--json")
    assert_refused(done)
    assert json.loads(done.stdout)["lignes_acceptees"] == 0


def test_reference_needs_its_official_files(tmp_path: Path) -> None:
    done = run("reference", "construire", "--sources", str(tmp_path), "-o", str(tmp_path / "sortie"))
    assert_refused(done, "maynum reference construire")
    assert not (tmp_path / "sortie").exists()


def test_the_installed_command_is_the_same_program(tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("maynum.exe" if sys.platform == "win32" else "maynum")
    done = subprocess.run([program, "modele", tmp_path / "a.xlsx"], capture_output=True, check=False)
    assert done.returncode == 0
    assert (tmp_path / "a.xlsx").is_file()


def test_a_reader_that_leaves_early_is_no_error() -> None:
    with subprocess.Popen(
        [
            sys.executable,
            "-m",
            "maynum_dash",
            "echeancier",
            str(DEMO_WORKBOOK),
            "--lecture",
            "prorata",
            "--json",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as command:
        assert command.stdout is not None
        assert command.stderr is not None
        command.stdout.close()
        assert command.stderr.read() == b""
        assert command.wait(60) == 0


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("", 0))
        return int(listener.getsockname()[1])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither SIGTERM nor process groups")
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_the_dashboard_starts_answers_and_stops(stop: signal.Signals) -> None:
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-m", "maynum_dash", "lancer", "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        start_new_session=True,
    ) as command:
        watchdog = threading.Timer(90, command.kill)
        watchdog.start()
        try:
            assert command.stdout is not None
            first = command.stdout.readline().decode()
            assert first == f"Tableau de bord prêt : http://localhost:{port}\n"
            with urlopen(f"http://localhost:{port}/_stcore/health", timeout=10) as answer:
                assert answer.status == 200
            # Ctrl-C reaches the command and its server together; the end of a service, the command only.
            if stop == signal.SIGINT:
                os.killpg(command.pid, stop)
            else:
                command.send_signal(stop)
            said, complained = command.communicate(timeout=30)
        finally:
            watchdog.cancel()
    assert said.decode().splitlines()[-1] == "Tableau de bord arrêté."
    assert "Traceback" not in complained.decode()
    assert command.returncode == 0
    with socket.socket() as visitor:
        assert visitor.connect_ex(("127.0.0.1", port)) != 0


def test_a_port_in_use_is_refused() -> None:
    with socket.socket() as taken:
        taken.bind(("", 0))
        taken.listen()
        assert_refused(run("lancer", "--port", str(taken.getsockname()[1])), "déjà pris")


def test_json_is_one_object_and_utf8() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "maynum_dash", "verifier", str(DEMO_WORKBOOK), "--json"],
        capture_output=True,
        env=environment(),
        check=True,
    )
    text = io.TextIOWrapper(io.BytesIO(done.stdout), encoding="utf-8").read()
    assert text.startswith("{")
    assert "démonstration" in text
