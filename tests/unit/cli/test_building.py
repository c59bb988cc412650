"""What « maynum reference construire » says; the tiny département does not fit the shipped calibration."""

from argparse import Namespace
from pathlib import Path

import pytest

from maynum_dash.cli.commands import build
from maynum_dash.cli.reports import reference
from maynum_dash.domain.errors import MaynumError
from maynum_dash.rendering.reference import build_reference


def test_the_year_of_the_populations_and_a_file_left_aside_are_said(
    official_folder: Path, calibration_file: Path, tmp_path: Path
) -> None:
    new = official_folder / "zrr_communes_test_2023.csv"
    (official_folder / "zrr_communes_test_2021.csv").write_bytes(new.read_bytes())
    text = reference(build_reference(official_folder, tmp_path / "out", calibration_file))
    assert "Populations municipales : 2023." in text
    assert "« zrr_communes_test_2023.csv » est lu ; laissé de côté : « zrr_communes_test_2021.csv »." in text
    assert text.count("laissé de côté") == 1


def test_an_output_that_is_a_file_is_refused(official_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("", encoding="utf-8")
    with pytest.raises(MaynumError, match="ce n'est pas un dossier"):
        build(Namespace(sources=official_folder, sortie=tmp_path / "out"))
