"""Which file of a folder holds what."""

from datetime import date
from pathlib import Path

import pytest

from maynum_dash.domain.errors import MissingSourceError, SourceFolderError, UnreadableFileError
from maynum_dash.sources.catalogue import CATALOGUE, absent_titles, date_of_name, find_sources

ONE_KIND = """
[lieux]
motif = "lieux_*.csv"
titre = "Lieux"
producteur = "Test"
millesime = "au {date}, année {annee}"
licence = "LO"
usage = "Test"
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    path = tmp_path / "catalogue.toml"
    path.write_text(ONE_KIND, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("france_services_mayenne_2024-08.csv", date(2024, 8, 1)),
        ("indicateurs_rp2017_communes.csv", date(2017, 1, 1)),
        ("cog_2018_millesime_2025.csv", date(2025, 1, 1)),
        ("siren_200083392.csv", None),
        ("lieux_2024-13.csv", date(2024, 1, 1)),
        ("lieux.csv", None),
    ],
)
def test_date_of_name(name: str, expected: date | None) -> None:
    assert date_of_name(name) == expected


def test_the_latest_file_wins_whatever_its_alphabetical_place(catalogue: Path, tmp_path: Path) -> None:
    for name in ("lieux_z_2024-08.csv", "lieux_a_2024-11.csv", "lieux_m_2023.csv"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    found = find_sources(tmp_path, catalogue)["lieux"]
    assert found.name == "lieux_a_2024-11.csv"
    assert found.vintage == "au 01/11/2024, année 2024"
    assert found.passed_over == ("lieux_m_2023.csv", "lieux_z_2024-08.csv")
    assert found.sha256() == "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"


def test_a_folder_that_is_none_is_said(catalogue: Path, tmp_path: Path) -> None:
    with pytest.raises(SourceFolderError, match=r"« .*absent » n'existe pas"):
        find_sources(tmp_path / "absent", catalogue)
    with pytest.raises(SourceFolderError, match=r"« .*catalogue\.toml » n'est pas un dossier"):
        find_sources(catalogue, catalogue)


def test_a_missing_file_is_named(catalogue: Path, tmp_path: Path) -> None:
    with pytest.raises(MissingSourceError, match=r"lieux_\*\.csv"):
        find_sources(tmp_path, catalogue)


def test_a_name_without_year_is_refused(catalogue: Path, tmp_path: Path) -> None:
    (tmp_path / "lieux_mayenne.csv").write_text("x", encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="année"):
        find_sources(tmp_path, catalogue)


@pytest.mark.parametrize("text", ["[lieux", '[lieux]\nmotif = "x"\n', "lieux = 3\n"])
def test_a_malformed_catalogue_is_refused(catalogue: Path, tmp_path: Path, text: str) -> None:
    catalogue.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFileError):
        find_sources(tmp_path, catalogue)


def test_the_shipped_catalogue_names_each_kind_once(official_folder: Path) -> None:
    found = find_sources(official_folder, CATALOGUE)
    assert len({file.name for file in found.values()}) == len(found) == 11


def test_a_file_that_may_be_absent_is_said_to_be(catalogue: Path, tmp_path: Path) -> None:
    catalogue.write_text(ONE_KIND + "facultatif = true\n", encoding="utf-8")
    assert find_sources(tmp_path, catalogue) == {}
    assert absent_titles(tmp_path, catalogue) == ("Lieux",)
    (tmp_path / "lieux_2024.csv").write_text("x", encoding="utf-8")
    assert list(find_sources(tmp_path, catalogue)) == ["lieux"]
    assert absent_titles(tmp_path, catalogue) == ()


def test_a_kind_may_be_published_in_two_formats(catalogue: Path, tmp_path: Path) -> None:
    two = ONE_KIND.replace('"lieux_*.csv"', '["lieux_*.csv", "lieux_*.parquet"]')
    catalogue.write_text(two, encoding="utf-8")
    with pytest.raises(MissingSourceError, match=r"lieux_\*\.csv ou lieux_\*\.parquet"):
        find_sources(tmp_path, catalogue)
    (tmp_path / "lieux_2023.csv").write_text("x", encoding="utf-8")
    (tmp_path / "lieux_2024.parquet").write_text("x", encoding="utf-8")
    found = find_sources(tmp_path, catalogue)["lieux"]
    assert (found.name, found.passed_over) == ("lieux_2024.parquet", ("lieux_2023.csv",))
