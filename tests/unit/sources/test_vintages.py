import shutil
from pathlib import Path

import pytest

from maynum_dash.domain.errors import UnreadableFileError
from maynum_dash.sources.basis import load_basis
from maynum_dash.sources.folder import DATA


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copied = tmp_path / "data"
    shutil.copytree(DATA, copied)
    return copied


def test_older_censuses_decide_figures_hence_the_fingerprint(folder: Path) -> None:
    without = load_basis(folder)
    assert without.reference.vintages.empty
    table = folder / "reference" / "vintages.csv"
    table.write_text("code,year,low_diploma_pct,share_65_plus_pct\n53001,2012,50.0,20.0\n", encoding="utf-8")
    beside = load_basis(folder)
    assert beside.reference.vintages["year"].tolist() == [2012]
    assert "reference/vintages.csv" in beside.files
    assert beside.sha256 != without.sha256


def test_a_damaged_table_of_older_censuses_is_refused(folder: Path) -> None:
    (folder / "reference" / "vintages.csv").write_text("code,year\n53001,2012\n", encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="vintages"):
        load_basis(folder)
