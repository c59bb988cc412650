"""A spot of the hand-written funding scale, where one value is checked and typed."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from maynum_dash.domain.errors import AmountError, ScaleError
from maynum_dash.domain.money import euros_text, parse_cents
from maynum_dash.domain.scale import YearAmounts

Table: TypeAlias = dict[str, object]
_NUMBER = re.compile(r"[-−]?\d+(?:[.,]\d+)?")
_YEARS = 3


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one stands in the file, to name it in a refusal; each method checks and types one cell."""

    name: str
    text: str

    def key(self, key: str) -> "Spot":
        """Stand at one of its keys."""
        return Spot(self.name, f"{self.text}, « {key} »")

    def keys(self, value: object, expected: list[str] | tuple[str, ...]) -> Table:
        """Check that a value is a block with exactly some keys."""
        if not isinstance(value, dict):
            raise ScaleError(
                self.name,
                self.text,
                "un bloc nommé entre crochets est attendu",
                "Reprenez la forme du fichier livré",
            )
        listed = ", ".join(f"« {key} »" for key in expected)
        for key in expected:
            if key not in value:
                raise ScaleError(self.name, self.text, f"« {key} » manque", f"Il faut {listed}")
        for key in value:
            if key not in expected:
                raise ScaleError(self.name, self.text, f"« {key} » est inconnu", f"Seuls sont admis {listed}")
        return value

    def number(self, value: object) -> Decimal:
        """Read a number, decimals kept exact."""
        if isinstance(value, str) and _NUMBER.fullmatch("".join(value.split())):
            return Decimal("".join(value.split()).replace(",", ".").replace("−", "-"))
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return Decimal(value)
        raise ScaleError(
            self.name, self.text, f"« {value} » n'est pas un nombre", 'Écrivez 3500 ou "1234.35"'
        )

    def cents(self, value: object) -> int:
        """Read an amount in euros as cents, never negative."""
        try:
            cents = parse_cents(self.number(value))
        except AmountError as error:
            raise ScaleError(
                self.name, self.text, f"« {error.text} » : {error.reason}", 'Écrivez 3500 ou "1234.35"'
            ) from error
        if cents < 0:
            raise ScaleError(
                self.name, self.text, f"{euros_text(cents)} est négatif", "Écrivez un montant positif ou 0"
            )
        return cents

    def years(self, value: object) -> YearAmounts:
        """Read three amounts, one per scheme year, in cents."""
        if not isinstance(value, list) or len(value) != _YEARS:
            raise ScaleError(
                self.name,
                self.text,
                "il faut trois montants, un par année",
                "Écrivez par exemple [3500, 5000, 6500]",
            )
        first, second, third = (self.cents(amount) for amount in value)
        return first, second, third

    def percentage(self, value: object) -> Fraction:
        """Read a share from 0 to 100, %."""
        number = self.number(value)
        if not 0 <= number <= 100:  # noqa: PLR2004 -- a percentage
            raise ScaleError(
                self.name, self.text, f"{number} n'est pas un pourcentage", "Écrivez un nombre de 0 à 100"
            )
        return Fraction(number)

    def day(self, value: object) -> date:
        """Read a date."""
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        raise ScaleError(
            self.name, self.text, f"« {value} » n'est pas une date", "Écrivez 2020-11-17, sans guillemets"
        )

    def texts(self, value: object) -> tuple[str, ...]:
        """Read a list of sentences, each once."""
        if isinstance(value, list) and all(isinstance(text, str) and text.strip() for text in value):
            if len(set(value)) == len(value):
                return tuple(value)
            raise ScaleError(self.name, self.text, "une phrase y est écrite deux fois", "Retirez le doublon")
        raise ScaleError(
            self.name,
            self.text,
            "une liste de phrases est attendue",
            'Écrivez ["Première phrase", "Seconde phrase"]',
        )

    def labels(self, value: object) -> dict[str, str]:
        """Read lines of text under their names."""
        if isinstance(value, dict) and all(isinstance(text, str) for text in value.values()):
            return value
        raise ScaleError(
            self.name,
            self.text,
            "des lignes de texte sont attendues",
            'Écrivez "Base" = "présentation du Département"',
        )
