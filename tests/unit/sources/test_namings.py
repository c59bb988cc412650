"""Decided names are a file of the data folder: the same bytes, read back, in the fingerprint of the basis."""

from itertools import permutations
from pathlib import Path

import pytest

from maynum_dash.domain.errors import UnreadableFileError
from maynum_dash.sources.basis import load_basis, with_namings, with_scale
from maynum_dash.sources.namings import NAMINGS, NOWHERE, Named, Naming, namings_csv, read_namings

DECIDED = (
    Named(Naming.EPCI, "Pays d'Ernnée ; « secteur 2 »", "245300355"),
    Named(Naming.COMMUNE, "La val\n(centre)", "53130"),
    Named(Naming.COMMUNE, "Vitré", NOWHERE),
)


def test_decisions_are_read_back_whatever_their_names_hold() -> None:
    assert read_namings(namings_csv(DECIDED)) == tuple(sorted(DECIDED))
    assert read_namings(namings_csv(())) == ()


def test_the_order_of_the_decisions_changes_no_byte() -> None:
    assert len({namings_csv(order) for order in permutations(DECIDED)}) == 1


def test_a_name_is_the_same_whatever_its_capitals_and_not_with_another_digit() -> None:
    keys = {Named(Naming.EPCI, text, "").key for text in ("Secteur  Nord-2", "SECTEUR NORD (2)")}
    assert len(keys) == 1
    assert Named(Naming.EPCI, "Secteur Nord 3", "").key not in keys
    assert Named(Naming.COMMUNE, "Secteur Nord 2", "").key not in keys


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff", b"a,b,c\n", b"nature,ecrit,code\nroyaume,X,1\n", b"nature,ecrit,code\nepci,X\n"],
)
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"noms_decides\.csv"):
        read_namings(content)


def test_they_are_sealed_with_the_basis_and_found_in_it_again(tmp_path: Path) -> None:
    shipped = load_basis()
    assert with_namings(shipped, ()) is shipped
    decided = with_namings(shipped, DECIDED)
    assert decided.sha256 != shipped.sha256
    rescaled = with_scale(decided, shipped.files["bareme.toml"])
    assert (rescaled.sha256, rescaled.namings) == (decided.sha256, decided.namings)
    for path, content in decided.files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    again = load_basis(tmp_path)
    assert (again.sha256, again.namings) == (decided.sha256, tuple(sorted(DECIDED)))
    (tmp_path / NAMINGS).unlink()
    assert load_basis(tmp_path).sha256 == shipped.sha256
