"""Write the funding scale back as the file that `sources.scale` reads."""

import json
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from maynum_dash.domain.posts import Funder
from maynum_dash.domain.scale import FundingScale, ScaleVersion

KEYS: Final = {"anct": Funder.STATE, "bonification": Funder.BONUS, "departement": Funder.DEPARTMENT}
_HEAD: Final = """# Barème du dispositif « Conseiller May Num », écrit par le tableau de bord.
#
# Ce fichier se relit et se modifie avec un simple éditeur de texte. Montants en euros : 3500, ou "1234.35".
"""


def version_table(version: ScaleVersion) -> dict[str, Any]:
    """Write a version as the keys and values that `read_version` takes.

    Parameters
    ----------
    version
        The version.
    """
    return {
        "valable_depuis": version.valid_from,
        "base": _euros(version.base_cents),
        "plafond_departement": _euros(version.cap_cents),
        "criteres": list(version.criteria),
        "engagements": list(version.commitments),
        "paiement": {"premier_jour_pct": _percentage(Fraction(version.clause.first_pct))},
        "categories": {
            category.value: {
                key: [_euros(cents) for cents in amounts[funder]] for key, funder in KEYS.items()
            }
            for category, amounts in version.amounts.items()
        },
        "sources": dict(version.sources),
    }


def scale_text(scale: FundingScale) -> str:
    """Write a scale as TOML; `read_scale` gives the same scale back.

    Parameters
    ----------
    scale
        The scale.
    """
    return _HEAD + "".join(f"\n[[version]]\n{_block(version_table(version))}" for version in scale.versions)


def _block(table: Mapping[str, Any]) -> str:
    """Write the plain keys of a version, then its named blocks."""
    plain = [f"{key} = {_value(value)}" for key, value in table.items() if not isinstance(value, dict)]
    blocks = {"version.paiement": table["paiement"], "version.sources": table["sources"]}
    blocks |= {f"version.categories.{_text(name)}": cells for name, cells in table["categories"].items()}
    lines = [*plain]
    for name, cells in blocks.items():
        lines += ["", f"[{name}]", *(f"{_text(key)} = {_value(value)}" for key, value in cells.items())]
    return "\n".join(lines) + "\n"


def _value(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    return _text(value) if isinstance(value, str) else str(value)


def _text(text: str) -> str:
    """Write a basic string; those of JSON are strings of TOML too, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _euros(cents: int) -> int | str:
    return cents // 100 if cents % 100 == 0 else str(Decimal(cents).scaleb(-2))


def _percentage(share: Fraction) -> int | str:
    """Write a share that was read from a decimal number, whose denominator is a product of 2 and 5."""
    if share.denominator == 1:
        return share.numerator
    return f"{Decimal(share.numerator) / Decimal(share.denominator):f}"
