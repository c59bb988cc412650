"""The columns of every table: those of the canonical workbook, and those of the State's exports."""

from collections.abc import Mapping
from typing import Final

from maynum_dash.sources.fields import TABLES, Field, Kind
from maynum_dash.sources.fields import parsers as workbook_parsers
from maynum_dash.sources.replies import (
    agreement,
    flag,
    fraction,
    headcount,
    ownership,
    present,
    typology,
    whole,
)
from maynum_dash.sources.values import Parser

STATE_POSTS: Final = "state_posts"
ADVISER_ROWS: Final = "adviser_rows"
AGE_COUNTS: Final = "age_counts"
STRUCTURES: Final = "structures"
NEEDS: Final = "needs"
GIVEN_NEEDS: Final = "given_needs"
# Age groups of the census of 15 years and over, as its columns part them.
ADULTS: Final = (
    "population_15_29",
    "population_30_44",
    "population_45_59",
    "population_60_74",
    "population_75_89",
    "population_90_plus",
)

_IDENTITY = (
    Field("state_structure_id", Kind.POST, fallback="la structure est connue par son nom seul"),
    Field("structure", Kind.TEXT, fallback="structure inconnue"),
    Field("siret", Kind.SIRET, fallback="structure sans SIRET"),
    Field("commune", Kind.COMMUNE, fallback="structure sans commune"),
)

EXPORT_TABLES: Final[dict[str, tuple[Field, ...]]] = {
    STATE_POSTS: (
        Field("state_post_id", Kind.POST, required=True, fatal=True),
        *_IDENTITY,
        Field("status", Kind.STATUS, required=True, fatal=True),
        Field("coordinator", Kind.FLAG, fallback="on ne sait pas si c'est un poste de coordination"),
        Field("agreement", Kind.AGREEMENT, fallback="convention inconnue"),
        Field("agreement_end", Kind.DATE, fallback="fin de la convention de l'État inconnue"),
        Field("contract_end", Kind.DATE, fallback="fin de contrat inconnue"),
        Field("returned_on", Kind.DATE, fallback="date de rendu inconnue"),
        Field("has_bonus", Kind.FLAG, fallback="on ne sait pas s'il y a une bonification"),
        Field("bonus_cents", Kind.CENTS, fatal=True),
        Field("contracted_cents", Kind.EUROS, fatal=True),
        Field("paid_cents", Kind.EUROS, fatal=True),
        # Filled when the export completes a workbook: the post that the row stands for, and why.
        Field("post_id", Kind.POST),
        Field("matched_by", Kind.TEXT),
    ),
    # One row per adviser: brought to one row per post by `advisers.py`, and never given to anybody as such.
    ADVISER_ROWS: (
        Field("state_post_id", Kind.POST, required=True, fatal=True),
        *_IDENTITY,
        Field("status", Kind.STATUS, required=True, fatal=True),
        Field("coordinator", Kind.TYPOLOGY, fallback="on ne sait pas si c'est un poste de coordination"),
        Field("returned_on", Kind.DATE, fallback="date de rendu inconnue"),
        Field("contract_end", Kind.DATE, fallback="fin de contrat inconnue"),
        Field("first_total_cents", Kind.CENTS, fatal=True),
        Field("first_paid_cents", Kind.CENTS, fatal=True),
        Field("first_end", Kind.DATE, fallback="fin de la convention initiale inconnue"),
        Field("second_total_cents", Kind.CENTS, fatal=True),
        Field("second_end", Kind.DATE, fallback="fin du renouvellement inconnue"),
        Field("bonus_cents", Kind.CENTS, fatal=True),
        *(Field(f"instalment_{rank}_cents", Kind.CENTS, fatal=True) for rank in (1, 2, 3)),
    ),
    AGE_COUNTS: (
        Field("commune_code", Kind.COMMUNE, required=True, fatal=True),
        Field("commune", Kind.TEXT, fallback="commune sans nom"),
        Field("year", Kind.YEAR),
        Field("population", Kind.HEADCOUNT, fallback="population totale inconnue"),
        Field("population_0_14", Kind.HEADCOUNT, fallback="population de moins de 15 ans inconnue"),
        *(Field(name, Kind.HEADCOUNT, required=True, fatal=True) for name in ADULTS),
        Field("population_15_plus", Kind.HEADCOUNT),
    ),
    STRUCTURES: (
        Field("state_structure_id", Kind.POST, fallback="structure sans identifiant de l'État"),
        Field("structure", Kind.TEXT, required=True, fatal=True),
        Field("siret", Kind.SIRET, fallback="structure sans SIRET"),
        Field("commune", Kind.COMMUNE, fallback="structure sans commune"),
        Field("commune_name", Kind.TEXT, fallback="commune sans nom"),
        Field("ownership", Kind.OWNERSHIP, fallback="on ne sait pas si elle est publique ou privée"),
        Field("posts", Kind.PEOPLE, fallback="nombre de postes inconnu"),
        Field("recruited", Kind.FRACTION, fallback="recrutements inconnus"),
        Field("validated_on", Kind.DATE, fallback="date du comité de sélection inconnue"),
        Field("invested_cents", Kind.CENTS, fatal=True),
        Field("in_zrr", Kind.FLAG, fallback="on ne sait pas si elle est en ZRR"),
        Field("in_qpv", Kind.FLAG, fallback="on ne sait pas si elle est en QPV"),
        Field("france_services", Kind.FLAG, fallback="on ne sait pas si elle est France services"),
    ),
}
SCHEMAS: Final[dict[str, tuple[Field, ...]]] = {**TABLES, **EXPORT_TABLES, GIVEN_NEEDS: TABLES[NEEDS]}
# Tables that exports alone fill; an import remembers them beside those of its workbook.
COMPLEMENTED: Final = (STATE_POSTS, AGE_COUNTS, GIVEN_NEEDS)


def parsers(*, epoch_1904: bool) -> Mapping[Kind, Parser]:
    """Give the parser of each kind of column of an export, where « undefined » means nothing.

    Parameters
    ----------
    epoch_1904
        Whether the workbook counts its days from 1904.
    """
    known = {
        **workbook_parsers(epoch_1904=epoch_1904),
        Kind.FLAG: flag,
        Kind.EUROS: whole,
        Kind.AGREEMENT: agreement,
        Kind.TYPOLOGY: typology,
        Kind.OWNERSHIP: ownership,
        Kind.FRACTION: fraction,
        Kind.HEADCOUNT: headcount,
    }
    return {kind: present(parse) for kind, parse in known.items()}
