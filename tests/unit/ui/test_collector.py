import gc
import weakref

import pytest

from maynum_dash.ui.collector import spare


class Knot:
    """Holds itself: only the collector can let go of it."""

    def __init__(self) -> None:
        self.end = self


@pytest.fixture(autouse=True)
def _thawed() -> object:
    yield
    gc.unfreeze()


def test_what_stays_is_no_longer_walked_through() -> None:
    gc.unfreeze()
    before = len(gc.get_objects())
    spare()
    assert gc.get_freeze_count() > before / 2
    assert len(gc.get_objects()) < before / 10


def test_what_was_set_aside_and_is_no_longer_used_goes_the_next_time() -> None:
    knot = Knot()
    gone = weakref.ref(knot)
    spare()
    del knot
    gc.collect()
    assert gone() is not None
    spare()
    assert gone() is None
