"""A scale that was written is the scale that is read."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from maynum_dash.domain.posts import EmployerCategory, Funder
from maynum_dash.domain.scale import FundingScale, PaymentClause, ScaleVersion
from maynum_dash.sources.scale import load_scale, read_scale
from maynum_dash.sources.scale_text import scale_text

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda text: text.strip())
cents = st.integers(0, 400_000)
years = st.tuples(cents, cents, cents)
versions = st.builds(
    ScaleVersion,
    valid_from=st.dates(date(2000, 1, 1), date(2100, 12, 31)),
    base_cents=st.integers(1_200_000, 10**9),
    amounts=st.fixed_dictionaries(
        {
            category: st.fixed_dictionaries(
                dict.fromkeys((Funder.STATE, Funder.BONUS, Funder.DEPARTMENT), years)
            )
            for category in EmployerCategory
        }
    ),
    clause=st.builds(PaymentClause, st.decimals(0, 100, places=6).map(Fraction)),
    cap_cents=st.integers(1_200_000, 10**9),
    criteria=st.lists(texts, unique=True, max_size=3).map(tuple),
    commitments=st.lists(texts, unique=True, max_size=3).map(tuple),
    sources=st.dictionaries(texts, st.text(st.characters(exclude_categories=["Cs"])), max_size=3),
)


def test_the_shipped_scale_comes_back() -> None:
    scale = load_scale()
    assert read_scale(scale_text(scale).encode(), "bareme.toml") == scale


@settings(max_examples=40)
@given(version=versions)
def test_any_scale_comes_back(version: ScaleVersion) -> None:
    scale = FundingScale((replace(version, valid_from=date(1999, 1, 1)), version))
    assert read_scale(scale_text(scale).encode(), "bareme.toml") == scale
