"""The published aggregates of the estimate."""

from pathlib import Path

import pytest

from maynum_dash.domain.errors import UnreadableFileError
from maynum_dash.sources.calibration import load_calibration


def test_the_shipped_aggregates() -> None:
    calibration = load_calibration()
    assert calibration.department_rate_pct == 18
    assert (calibration.anchor_epci, calibration.anchor_rate_pct) == ("200083392", 14)
    assert calibration.checked_epci == ("200042182", "245300389")
    assert calibration.checked_rate_pct == 25
    assert calibration.share_15_plus == 249848 / 307062
    assert calibration.uniform_rate_pct == 15
    assert all(source for _, source in calibration.quotations)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("taux_pct = 18.0", "taux_pct = 118.0", "entre 0 et 100"),
        ("taux_pct = 16.0", "taux_pct = 0.0", "entre 0 et 100"),
        ("personnes = 80", "personnes = 180", "dépassent"),
        ('epci = "200000001"', "", "epci"),
        ("[uniforme]", "[autre]", "uniforme"),
        ("taux_pct = 18.0", 'taux_pct = "beaucoup"', "TOML"),
        ("[ancrage]", "[ancrage", "TOML"),
    ],
)
def test_impossible_aggregates_are_refused(calibration_file: Path, old: str, new: str, expected: str) -> None:
    text = calibration_file.read_text(encoding="utf-8")
    calibration_file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=expected):
        load_calibration(calibration_file)


def test_an_absent_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="absent"):
        load_calibration(tmp_path / "absent.toml")
