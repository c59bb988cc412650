"""What a file leaves to decide about its columns, and what a decision would change."""

from maynum_dash.analysis.quality.proposals import assist
from maynum_dash.analysis.quality.questions import Assistance
from maynum_dash.analysis.quality.trial import Trial, attempt
from maynum_dash.sources.annotations import without_annotations
from maynum_dash.sources.isolation import read_raw
from maynum_dash.sources.lessons import Lesson
from maynum_dash.ui import loading
from maynum_dash.ui.shelf import Item


def assistance(item: Item) -> Assistance:
    """What a file leaves to decide about its columns."""
    known = loading.lessons()

    def compute() -> Assistance:
        return assist(without_annotations(read_raw(item.content, item.name)), known)

    return loading.once_long((item.sha256, known, "assistance"), compute)


def trial(item: Item, tried: tuple[Lesson, ...]) -> Trial:
    """What a file would give if some headings were taught."""
    frozen, known = loading.basis(), loading.lessons()
    told = tuple(one for one in known if one.key not in {new.key for new in tried}) + tried
    key = (item.sha256, frozen.sha256, told, "trial")
    return loading.once_long(key, lambda: attempt(item.content, item.name, frozen, told))
