"""A file of which nobody said what it is: the canonical workbook, or an export of the State's tools."""

import hashlib
from typing import Final

from maynum_dash.sources.annotations import without_annotations
from maynum_dash.sources.exports import Export, understand_export, unsettled
from maynum_dash.sources.headings import CANONICAL_PROFILE
from maynum_dash.sources.isolation import read_raw
from maynum_dash.sources.lessons import Lesson
from maynum_dash.sources.profiles import detect, settled
from maynum_dash.sources.watch import Step, Watch
from maynum_dash.sources.workbook import Workbook, understand_workbook

# Below this score, a file is like no export: what it lacks to be the canonical workbook is said instead.
_LIKELY: Final = 50


def read_document(
    content: bytes,
    name: str,
    profile: str | None = None,
    lessons: tuple[Lesson, ...] = (),
    watch: Watch | None = None,
) -> Workbook | Export:
    """Read a file as what its headings say it is.

    Parameters
    ----------
    content
        Bytes of the file, whatever they are.
    name
        File name as the user knows it, for messages.
    profile
        Profile that the user chose; ``None`` to tell it by the headings.
    lessons
        Headings that the team taught.
    watch
        Follows the steps, and may stop it.

    Raises
    ------
    MaynumError
        When nothing can be read, or when the headings do not settle what the file is.
    """
    seen = watch or Watch()
    raw = without_annotations(read_raw(content, name, watch=seen))
    seen.enter(Step.CHECK)
    sha256 = hashlib.sha256(content).hexdigest()
    candidates = detect(raw, lessons)
    best, chosen = candidates[0], settled(candidates)
    named = profile or (best.profile if chosen is None else chosen.profile)
    if named == CANONICAL_PROFILE or (profile is None and best.score < _LIKELY):
        return understand_workbook(raw, sha256, name, lessons)
    if profile is None and chosen is None:
        raise unsettled(name, candidates)
    return understand_export(raw, sha256, name, candidates, profile, lessons)
