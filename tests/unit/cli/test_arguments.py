import argparse
from collections.abc import Callable
from datetime import date

import pytest

from maynum_dash.cli.grammar import arguments


@pytest.mark.parametrize(
    ("read", "text", "expected"),
    [
        (arguments.import_name, "1", "1"),
        (arguments.import_name, "2147483647", "2147483647"),
        (arguments.import_name, " Courant ", "courant"),
        (arguments.edition_name, "COURANT", "courant"),
        (arguments.edition_name, "12", "12"),
        (arguments.edition_name, " 7f3k 92qd ", "7f3k 92qd"),
        (arguments.edition_name, "1234-5678", "1234-5678"),
        (arguments.fingerprint, "7F3K-92QD", "7F3K-92QD"),
        (arguments.day, "2028-02-29", date(2028, 2, 29)),
        (arguments.fiscal_year, "2027", 2027),
        (arguments.author, "  Service\n budget ", "Service budget"),
    ],
)
def test_what_is_typed_is_read(read: Callable[[str], object], text: str, expected: object) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (arguments.import_name, ""),
        (arguments.import_name, "0"),
        (arguments.import_name, "-1"),
        (arguments.import_name, "1.5"),
        (arguments.import_name, "٣"),
        (arguments.import_name, "2147483648"),
        (arguments.import_name, "9" * 5000),
        (arguments.import_name, "7F3K-92QD"),
        (arguments.edition_name, ""),
        (arguments.edition_name, "0"),
        (arguments.edition_name, "9" * 5000),
        (arguments.fingerprint, " "),
        (arguments.day, ""),
        (arguments.day, "12/12/2026"),
        (arguments.day, "2026-2-1"),
        (arguments.day, "20261212"),
        (arguments.day, "2026-W50-6"),
        (arguments.day, "2026-02-29"),
        (arguments.day, "0026-12-12"),
        (arguments.fiscal_year, "26"),
        (arguments.fiscal_year, "2100"),
        (arguments.author, " "),
        (arguments.author, "a" * 81),
    ],
)
def test_what_is_not_understood_is_refused(read: Callable[[str], object], text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="attendu"):
        read(text)
