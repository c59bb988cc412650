"""Read the funding scale, a TOML file that the budget officer edits by hand."""

import re
import tomllib
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from maynum_dash.domain.errors import ScaleError
from maynum_dash.domain.money import euros_text
from maynum_dash.domain.posts import EmployerCategory, Funder
from maynum_dash.domain.scale import FundingScale, PaymentClause, ScaleVersion, YearAmounts
from maynum_dash.sources.folder import SCALE
from maynum_dash.sources.spot import Spot, Table

_VERSION_KEYS = (
    "valable_depuis",
    "base",
    "plafond_departement",
    "criteres",
    "engagements",
    "paiement",
    "categories",
    "sources",
)
_FUNDER_KEYS = {"anct": Funder.STATE, "bonification": Funder.BONUS, "departement": Funder.DEPARTMENT}
_POSITION = re.compile(r"at line (\d+), column (\d+)")


def load_scale(path: Path = SCALE) -> FundingScale:
    """Read every version of the funding scale and check it whole.

    Parameters
    ----------
    path
        TOML file; amounts in euros.

    Raises
    ------
    ScaleError
        When the file is missing, is not TOML, or holds something that is not a scale; the French
        sentence says where and what to do.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ScaleError(
            path.name, "", "Le fichier ne s'ouvre pas", "Reprenez le dossier « data » du projet"
        ) from error
    return read_scale(content, path.name)


def read_scale(content: bytes, name: str) -> FundingScale:
    """Read a funding scale as `load_scale` does, from the bytes of its file.

    Parameters
    ----------
    content
        TOML, amounts in euros.
    name
        Name of the file, for messages.
    """
    tables = Spot(name, "").keys(_parse(content, name), ("version",))["version"]
    if not isinstance(tables, list) or not tables:
        raise ScaleError(name, "", "Il ne contient aucune version", "Ajoutez un bloc [[version]]")
    versions = sorted(
        (read_version(table, name, f"Version n° {rank}") for rank, table in enumerate(tables, start=1)),
        key=lambda version: version.valid_from,
    )
    for earlier, later in pairwise(versions):
        if earlier.valid_from == later.valid_from:
            raise ScaleError(
                name,
                "",
                f"Deux versions se chevauchent : elles commencent toutes deux le {later.valid_from:%d/%m/%Y}",
                "Donnez à chaque version sa propre date « valable_depuis »",
            )
    return FundingScale(tuple(versions))


def _parse(content: bytes, name: str) -> Table:
    """Read the TOML, keeping decimals exact."""
    try:
        return tomllib.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError as error:
        raise ScaleError(
            name, "", "Le fichier n'est pas en UTF-8", "Enregistrez-le en UTF-8 avec votre éditeur"
        ) from error
    except ValueError as error:
        position = _POSITION.search(str(error))
        place = f"Ligne {position[1]}, colonne {position[2]}" if position else "Ensemble du fichier"
        raise ScaleError(
            name,
            place,
            "l'écriture n'est pas du TOML",
            "Vérifiez guillemets, crochets et signes « = », et qu'aucune clé n'est écrite deux fois",
        ) from error


def read_version(table: object, name: str, where: str) -> ScaleVersion:
    """Read one version, checked whole.

    Parameters
    ----------
    table
        Its keys and values as TOML, or JSON with a `date`, gives them.
    name
        Name of the file, for messages.
    where
        Which version it is, in French.
    """
    place = Spot(name, where)
    cells = place.keys(table, _VERSION_KEYS)
    base = place.key("base").cents(cells["base"])
    cap = place.key("plafond_departement").cents(cells["plafond_departement"])
    names = [category.value for category in EmployerCategory]
    categories = place.key("categories").keys(cells["categories"], names)
    payment = place.key("paiement").keys(cells["paiement"], ["premier_jour_pct"])
    amounts = {
        category: _category(
            Spot(name, f"{place.text}, catégorie « {category} »"), categories[category], base, cap
        )
        for category in EmployerCategory
    }
    return ScaleVersion(
        valid_from=place.key("valable_depuis").day(cells["valable_depuis"]),
        base_cents=base,
        amounts=amounts,
        clause=PaymentClause(place.key("premier_jour_pct").percentage(payment["premier_jour_pct"])),
        cap_cents=cap,
        criteria=place.key("criteres").texts(cells["criteres"]),
        commitments=place.key("engagements").texts(cells["engagements"]),
        sources=place.key("sources").labels(cells["sources"]),
    )


def _category(place: Spot, table: object, base: int, cap: int) -> dict[Funder, YearAmounts]:
    """Amounts of one category; a scale may break neither its own base nor its own cap."""
    cells = place.keys(table, list(_FUNDER_KEYS))
    amounts = {funder: place.key(key).years(cells[key]) for key, funder in _FUNDER_KEYS.items()}
    for index, year in enumerate(zip(*amounts.values(), strict=True), start=1):
        if sum(year) > base:
            raise ScaleError(
                place.name,
                place.text,
                f"les financeurs de l'année {index} apportent {euros_text(sum(year))}, "
                f"plus que la base de {euros_text(base)}",
                "Corrigez les montants ou la base",
            )
    total = sum(amounts[Funder.DEPARTMENT])
    if total > cap:
        raise ScaleError(
            place.name,
            place.text,
            f"le Département apporte {euros_text(total)}, plus que le plafond de {euros_text(cap)}",
            "Corrigez les montants ou le plafond",
        )
    return amounts
