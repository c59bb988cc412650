from pathlib import Path

import pytest

from maynum_dash.domain.errors import MaynumError, MissingReferenceError
from maynum_dash.sources.perimeter import PERIMETER, Perimeter, perimeter


def test_the_shipped_territory_is_named_in_french() -> None:
    assert perimeter() == Perimeter(
        "53", "Mayenne", "la Mayenne", "toute la Mayenne", "de la Mayenne", "en Mayenne"
    )


def test_an_absent_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(MissingReferenceError):
        perimeter(tmp_path / "territoire.toml")


@pytest.mark.parametrize("spoilt", ["nom = ", "", "nom = 3"])
def test_a_file_that_lacks_a_name_is_refused(spoilt: str, tmp_path: Path) -> None:
    file = tmp_path / "territoire.toml"
    text = PERIMETER.read_text(encoding="utf-8")
    file.write_text(text.replace('nom = "Mayenne"', spoilt), encoding="utf-8")
    with pytest.raises(MaynumError, match=r"territoire\.toml"):
        perimeter(file)
