"""What a command prints when it is done: one JSON object, or text that says where it comes from."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from maynum_dash.cli.console import harmless, say

if TYPE_CHECKING:
    from maynum_dash.cli.editions import Edition

DONE: Final = 0
REFUSED: Final = 1


def answer(
    payload: Mapping[str, Any], text: str, *, as_json: bool, warning: str = "", name: str = ""
) -> None:
    """Print one JSON object, or text.

    Parameters
    ----------
    payload
        The object.
    text
        The same, for people.
    as_json
        Whether the object is printed.
    warning
        What is said of invented data, above the text and as ``avertissement``; empty for real ones.
    name
        What the text is about, on its first line; empty for what the user has just named.
    """
    if as_json:
        told = {"avertissement": warning, **payload} if warning else payload
        say(json.dumps(told, ensure_ascii=False, indent=2, allow_nan=False) + "\n")
        return
    above = "\n".join(part for part in (harmless(name[:1].upper() + name[1:]), warning) if part)
    below = harmless(text, kept="\n")
    say(f"{above}\n\n{below}\n" if above else f"{below}\n")


def answer_from(edition: "Edition", payload: Mapping[str, Any], text: str, *, as_json: bool) -> None:
    """Print figures of an edition, which text and object both name.

    Parameters
    ----------
    edition
        Where they come from.
    payload, text, as_json
        See `answer`.
    """
    told = {**edition.facts, **payload}
    answer(told, text, as_json=as_json, warning=edition.warning, name=edition.name)
