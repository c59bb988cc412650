"""The stage that shows slides, and the stand-alone file of a session: one file, no request, no server."""

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from maynum_dash.rendering.neutral import html_text
from maynum_dash.rendering.session.sections import sections
from maynum_dash.rendering.slides.model import Deck

_FOLDER: Final = Path(__file__).parent
_BUTTONS: Final = (
    ("plan", "Plan", ' aria-expanded="false"'),
    ("figures", "Chiffres", ' aria-pressed="false"'),
    ("theme", "Sombre", ' aria-pressed="false"'),
)
_ARROWS: Final = (
    '<button type="button" data-do="previous" aria-label="Diapositive précédente">‹</button>'
    '<span class="place"></span>'
    '<button type="button" data-do="next" aria-label="Diapositive suivante">›</button>'
)
_START: Final = """
mountStage(document.querySelector(".mn-stage"), {
  alone: true,
  at: Number(location.hash.slice(1)) - 1 || 0,
  moved: (at) => history.replaceState(null, "", `#${at + 1}`),
});
document.querySelector(".mn-stage").focus({ preventScroll: true });
"""
_ALONE: Final = """
html, body { margin: 0; height: 100%; }
@media print {
  .mn-stage.presenting { position: static; display: block; }
  .mn-stage .tools, .mn-stage .rail, .mn-stage .plan { display: none; }
  .mn-stage .view { overflow: visible; }
  .mn-slide { position: relative; display: flex; transform: none !important; break-after: page; }
  @page { size: 1920px 1080px; margin: 0; }
}
"""


@cache
def style() -> str:
    """Style sheet of the stage."""
    return (_FOLDER / "stage.css").read_text(encoding="utf-8")


@cache
def script() -> str:
    """Script of the stage; it defines ``mountStage``."""
    return (_FOLDER / "stage.js").read_text(encoding="utf-8")


def stage(slides: str = "", *, can_leave: bool = True) -> str:
    """Write the stage: its view, its tools, its plan.

    Parameters
    ----------
    slides
        Result of ``sections``.
    can_leave
        Whether there is a page to come back to.
    """
    tools = "".join(
        f'<button type="button" data-do="{action}"{more}>{words}</button>' for action, words, more in _BUTTONS
    )
    present = (
        '<button type="button" class="mn-present" data-do="present">Présenter</button>' if can_leave else ""
    )
    leave = (
        '<button type="button" class="only-presenting" data-do="leave">Quitter</button>' if can_leave else ""
    )
    return (
        '<div class="mn-stage" data-theme="light" tabindex="0" role="region" '
        'aria-label="Diaporama : flèches pour avancer et reculer, P pour le plan">'
        f'<div class="view">{slides}</div><div class="rail" aria-hidden="true"><i></i></div>'
        f'<div class="tools">{present}{_ARROWS}<span class="gap"></span>{tools}'
        '<button type="button" class="only-presenting" data-do="restart" aria-label="Remettre le temps '
        'à zéro">'
        f'<span class="clock" role="timer">00:00</span></button>{leave}</div>'
        '<ol class="plan" hidden aria-label="Plan du diaporama"></ol><p class="unseen" '
        'aria-live="polite"></p></div>'
    )


def session_page(deck: Deck) -> bytes:
    """Write a session as one HTML file.

    Parameters
    ----------
    deck
        Presentation.

    Returns
    -------
    bytes
        UTF-8. The policy in the file forbids any request and any script but ours.
    """
    code = script() + _START
    digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; base-uri 'none'; "
        "form-action 'none'"
    )
    return (
        '<!DOCTYPE html>\n<html lang="fr"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html_text(deck.title)}</title><style>{style()}{_ALONE}</style></head>"
        f"<body>{stage(sections(deck), can_leave=False)}<script>{code}</script></body></html>\n"
    ).encode()
