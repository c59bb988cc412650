"""The fitted estimate: solved, checked by hand, and its sensitivity."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pandas import DataFrame, Series

from maynum_dash.analysis.territory.estimation import (
    Coefficients,
    Targets,
    estimated_rates,
    fit_logit,
    rates_by_territory,
    sensitivity,
)
from maynum_dash.domain.errors import ReferenceCheckError

SHARES = Series([40.0, 50.0, 60.0, 70.0])
PEOPLE = Series([5000.0, 2000.0, 300.0, 400.0])
ANCHORED = Series([True, True, False, False])


def test_two_communes_have_a_solution_by_hand() -> None:
    # One commune anchored at 20 %, hence 80 % in the other for a mean of 50 %: logits ∓ ln 4 over 10 points.
    solved = fit_logit(Series([40.0, 50.0]), Series([1.0, 1.0]), Series([True, False]), Targets(50, 20))
    assert solved.slope == pytest.approx(2 * np.log(4) / 10)
    assert solved.intercept == pytest.approx(-45 * 2 * np.log(4) / 10)


def test_the_fit_reproduces_both_rates() -> None:
    solved = fit_logit(SHARES, PEOPLE, ANCHORED, Targets(18, 17))
    rates = estimated_rates(SHARES, solved)
    assert np.average(rates, weights=PEOPLE) == pytest.approx(18, abs=1e-9)
    assert np.average(rates[ANCHORED], weights=PEOPLE[ANCHORED]) == pytest.approx(17, abs=1e-9)


def test_a_commune_without_inhabitants_changes_nothing() -> None:
    more = Series([*SHARES, 99.0])
    solved = fit_logit(more, Series([*PEOPLE, 0.0]), Series([*ANCHORED, False]), Targets(18, 17))
    assert solved.slope == pytest.approx(fit_logit(SHARES, PEOPLE, ANCHORED, Targets(18, 17)).slope)


@given(
    intercept=st.floats(-6, 2),
    slope=st.floats(0.005, 0.2),
    shares=st.lists(st.floats(20, 80), min_size=4, max_size=30),
)
def test_known_coefficients_are_found_again(intercept: float, slope: float, shares: list[float]) -> None:
    shares.sort()
    share, people = Series(shares), Series(np.arange(1.0, len(shares) + 1))
    anchored = Series(np.arange(len(shares)) < 2)
    rates = estimated_rates(share, Coefficients(intercept, slope))
    assume(rates.max() < 99.9 and rates.min() > 0.1 and shares[-1] - shares[1] > 5)
    targets = Targets(
        float(np.average(rates, weights=people)), float(np.average(rates[anchored], weights=people[anchored]))
    )
    found = estimated_rates(share, fit_logit(share, people, anchored, targets))
    assert found.to_numpy() == pytest.approx(rates.to_numpy(), abs=1e-5)


@pytest.mark.parametrize(
    ("shares", "anchored", "targets"),
    [
        # Everybody has the same x: no slope separates the anchor from the rest.
        (Series([50.0, 50.0, 50.0, 50.0]), ANCHORED, Targets(18, 14)),
        # The anchor holds 95 % of the people: 99 % there cannot leave 18 % overall.
        (SHARES, ANCHORED, Targets(18, 99)),
        (SHARES, Series([False] * 4), Targets(18, 14)),
    ],
)
def test_what_cannot_be_reproduced_is_refused(
    shares: "Series[float]", anchored: "Series[bool]", targets: Targets
) -> None:
    with pytest.raises(ReferenceCheckError, match="calage"):
        fit_logit(shares, PEOPLE, anchored, targets)


def test_sensitivity_goes_from_low_diploma_to_age_and_stays_calibrated() -> None:
    indicators = DataFrame({"low_diploma_pct": SHARES, "share_65_plus_pct": [20.0, 24.0, 40.0, 30.0]})
    targets = Targets(18, 17)
    spread = sensitivity(indicators, PEOPLE, ANCHORED, targets)
    assert [float(w) for w in spread.columns[[0, -1]]] == [0.0, 1.0]
    main = estimated_rates(SHARES, fit_logit(SHARES, PEOPLE, ANCHORED, targets))
    assert spread[0.0].to_numpy() == pytest.approx(main.to_numpy())
    assert spread[1.0].iloc[2] > spread[1.0].iloc[3]
    for column in spread:
        assert np.average(spread[column], weights=PEOPLE) == pytest.approx(18)


def test_rates_by_territory_are_weighted() -> None:
    rates = DataFrame({"main": [10.0, 20.0, 30.0]})
    by_territory = rates_by_territory(rates, Series([3.0, 1.0, 5.0]), Series(["A", "A", "B"]))
    assert by_territory["main"].to_dict() == {"A": 12.5, "B": 30.0}
