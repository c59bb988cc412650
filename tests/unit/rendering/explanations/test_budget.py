"""Sentences say the figures of their chart, in the singular and the plural, with what is unknown."""

import pandas as pd
import pytest

from maynum_dash.domain.posts import Funder
from maynum_dash.rendering.explanations import budget


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def by_year(**years: tuple[int, int]) -> pd.DataFrame:
    """Cents of the Département and of the State; a year is written y2026."""
    index = pd.Index([int(year[1:]) for year in years], name="fiscal_year")
    table = pd.DataFrame(0, index=index, columns=[funder.value for funder in Funder])
    table[Funder.DEPARTMENT.value] = [ours for ours, _ in years.values()]
    table[Funder.STATE.value] = [others for _, others in years.values()]
    return table


def test_money_of_several_years() -> None:
    said = plain(budget.commitments(by_year(y2026=(350_000, 1_750_000), y2027=(500_000, 0)), 2026))
    assert said == (
        "Tous financeurs réunis, 26 000,00 € sont engagés de 2026 à 2027. Le Département en apporte "
        "8 500,00 € (32,7 %). En 2026, ce sont 21 000,00 €, dont 3 500,00 € pour le Département. "
        "L’exercice le plus chargé est 2026 (21 000,00 €)."
    )


def test_money_of_one_year_and_of_none() -> None:
    said = plain(budget.commitments(by_year(y2026=(350_000, 0)), 2030, "à payer"))
    assert said == (
        "Tous financeurs réunis, 3 500,00 € sont à payer en 2026. Le Département en apporte "
        "3 500,00 € (100,0 %)."
    )
    assert budget.commitments(by_year(y2026=(0, 0)), 2026) == budget.NOTHING
    assert budget.commitments(by_year(), 2026) == budget.NOTHING


@pytest.mark.parametrize(
    ("year", "reached"),
    [(2025, "0,00 €, soit 0,0 %"), (2026, "3 500,00 €, soit 41,2 %"), (2030, "8 500,00 €")],
)
def test_a_cumulated_share_is_read_at_the_end_of_the_exercice(year: int, reached: str) -> None:
    said = plain(budget.cumulative(by_year(y2026=(350_000, 0), y2027=(850_000, 0)), year))
    assert said.startswith(f"À la fin de {year}, la part du Département atteint {reached}")


def test_the_share_of_the_employers_grows_or_stays() -> None:
    shares = pd.DataFrame(
        {
            "category": ["Privé"] * 3 + ["Public"] * 3,
            "scheme_year": [1, 2, 3] * 2,
            "posts": [1] * 3 + [2] * 3,
            "mean_cents": [150_000, 600_000, 850_000, 400_000, 400_000, 400_000],
        }
    )
    assert plain(budget.employer_shares(shares)) == (
        "Par poste et par an, en moyenne : Privé (1 poste), de 1 500,00 € en année 1 à 8 500,00 € en "
        "année 3 ; Public (2 postes), 4 000,00 € chaque année."
    )
    assert budget.employer_shares(shares.iloc[:0]) == budget.NOTHING


def test_an_exercice_voted_exceeded_unvoted_or_unknown() -> None:
    table = pd.DataFrame(
        {
            "fiscal_year": [2025, 2026, 2027, 2028],
            "cp_voted_cents": pd.array([100_000, 100_000, None, 0], dtype="Int64"),
            "cp_paid_cents": pd.array([50_000, 150_000, 0, 0], dtype="Int64"),
            "cp_left_cents": pd.array([50_000, -50_000, None, 0], dtype="Int64"),
            "rate_pct": [50.0, 150.0, None, None],
        }
    )
    assert plain(budget.yearly(table, 2025)) == (
        "En 2025, 500,00 € sont mandatés sur 1 000,00 € votés (50,0 %) : il reste 500,00 € à mandater."
    )
    assert plain(budget.yearly(table, 2026)).endswith("les crédits sont dépassés de 500,00 €.")
    assert plain(budget.yearly(table, 2027)).startswith("Aucun crédit de paiement n’est voté pour 2027")
    assert plain(budget.yearly(table, 2028)) == (
        "En 2028, 0,00 € sont mandatés sur 0,00 € votés : il reste 0,00 € à mandater."
    )
    assert budget.yearly(table, 2031) == "Aucun vote ni montant n’est connu pour 2031."
