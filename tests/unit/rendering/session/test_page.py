"""The stand-alone page, read with a parser that is not a browser."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest

from maynum_dash.rendering.session.page import script, session_page, style
from maynum_dash.rendering.slides.model import Deck, KeyFigures, Points
from maynum_dash.rendering.slides.proofs import Table

ALLOWED = {
    *(
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "script",
        "div",
        "section",
        "header",
        "footer",
        "h2",
        "p",
    ),
    *("b", "span", "small", "i", "ul", "ol", "li", "button", "figure", "table", "caption", "thead", "tbody"),
    *("tfoot", "tr", "th", "td", "svg", "g", "text", "rect", "line", "circle", "path", "defs", "pattern"),
}


class Reader(HTMLParser):
    """Tags, attributes and texts of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: list[str] = []
        self.code = ""
        self._in_code = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self._in_code = tag in ("script", "style")

    def handle_endtag(self, _tag: str) -> None:
        self._in_code = False

    def handle_data(self, data: str) -> None:
        if self._in_code:
            self.code += data
        else:
            self.texts.append(data)


def _read(content: bytes) -> Reader:
    reader = Reader()
    reader.feed(content.decode())
    return reader


def test_each_slide_is_a_section_with_its_message_its_source_and_its_stamp(deck: Deck) -> None:
    reader = _read(session_page(deck))
    assert reader.tags.count("section") == len(deck.slides)
    for slide in deck.slides:
        assert slide.title in reader.texts
        assert slide.source in reader.texts
    assert reader.texts.count(deck.stamp.warning) == len(deck.slides)
    assert sum("7F3K-92QD" in text for text in reader.texts) >= len(deck.slides)


def test_the_figures_are_those_of_the_model(deck: Deck) -> None:
    texts = set(_read(session_page(deck)).texts)
    for slide in deck.slides:
        body = slide.body
        tables = [body] if isinstance(body, Table) else [body.table] if hasattr(body, "table") else []
        for table in tables:
            assert {cell for row in table.rows for cell in row if cell} <= texts
        if isinstance(body, KeyFigures):
            assert {figure.value for figure in body.figures} <= texts
        if isinstance(body, Points):
            assert {item.text for item in body.items} <= texts


def test_the_page_asks_for_nothing_and_its_policy_forbids_it(deck: Deck) -> None:
    content = session_page(deck)
    reader = _read(content)
    assert not [one for one in reader.attributes if one[1] in ("src", "href", "action", "srcset", "data")]
    assert not re.search(r"@import|url\((?!#)", reader.code)
    policy = next(
        value for _, name, value in reader.attributes if name == "content" and "default-src" in value
    )
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    code = content.decode().partition("<script>")[2].partition("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in policy


def test_letters_are_large_enough_for_the_back_of_the_room() -> None:
    # A wide table on an upright screen is read in the hand.
    rules = [rule for rule in style().split("}") if ".mn-slide" in rule and "table.wide" not in rule]
    sizes = [int(size) for rule in rules for size in re.findall(r"font-size: (\d+)px", rule)]
    assert sizes
    assert min(sizes) >= 24


def test_the_page_is_french_and_every_drawing_says_what_it_shows(deck: Deck) -> None:
    reader = _read(session_page(deck))
    assert ("html", "lang", "fr") in reader.attributes
    drawings = [value for tag, name, value in reader.attributes if tag == "svg" and name == "aria-label"]
    assert drawings == [slide.body.alt for slide in deck.slides if hasattr(slide.body, "alt")]
    assert reader.tags.count("svg") == len(drawings)


def test_attacks_are_texts(attacked: tuple[list[str], Deck]) -> None:
    names, deck = attacked
    reader = _read(session_page(deck))
    assert set(names) <= set(reader.texts)
    assert set(reader.tags) <= ALLOWED
    assert reader.tags.count("script") == reader.tags.count("style") == 1
    assert not [one for one in reader.attributes if one[1].startswith("on")]


def test_the_script_writes_no_text_as_markup() -> None:
    assert not re.search(
        r"innerHTML|insertAdjacentHTML|document\.write|eval\(|fetch\(|XMLHttp|import\(", script()
    )


@pytest.mark.parametrize("warning", ["", "Scénario « Sans l’État »"])
def test_a_stamp_bears_the_warning_or_none(deck: Deck, warning: str) -> None:
    marked: Any = replace(deck, stamp=replace(deck.stamp, warning=warning))
    reader = _read(session_page(marked))
    assert reader.texts.count(warning) == (len(deck.slides) if warning else 0)
    assert "Données de démonstration" not in reader.texts
