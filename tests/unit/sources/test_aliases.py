from pathlib import Path

import pytest

from maynum_dash.domain.errors import MissingReferenceError
from maynum_dash.sources.aliases import load_aliases


def test_every_shipped_alias_has_a_siren_and_a_source() -> None:
    aliases = load_aliases()

    assert list(aliases.columns) == ["alias", "epci_code", "source"]
    assert aliases.notna().all(axis=None)
    assert aliases["epci_code"].str.fullmatch(r"\d{9}").all()
    assert aliases["alias"].is_unique


def test_a_missing_table_is_said_in_french(tmp_path: Path) -> None:
    with pytest.raises(MissingReferenceError, match=r"« alias_territoires\.csv » est introuvable"):
        load_aliases(tmp_path / "alias_territoires.csv")
