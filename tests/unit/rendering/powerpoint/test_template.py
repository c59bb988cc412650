"""The template of an office, good, odd and hostile."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Emu

from maynum_dash.domain.errors import UnreadableFileError
from maynum_dash.rendering.powerpoint.deck import write_deck
from maynum_dash.rendering.powerpoint.template import read_template
from maynum_dash.rendering.slides.model import Deck

Edit = Callable[[str, bytes], bytes | None]
FONT = "Marianne Départementale"


def _saved(deck: Any) -> bytes:
    written = BytesIO()
    deck.save(written)
    return written.getvalue()


def _edited(content: bytes, edit: Edit, **more: bytes) -> bytes:
    """Write an archive again, each part changed, or left out when there is nothing of it."""
    written = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as source,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as to,
    ):
        for name in source.namelist():
            part = edit(name, source.read(name))
            if part is not None:
                to.writestr(name, part)
        for name, part in more.items():
            to.writestr(name, part)
    return written.getvalue()


@pytest.fixture(scope="module")
def template() -> bytes:
    """A template of an office: 4:3, its own font and colours, two slides of its own."""
    deck = Presentation()
    for _ in range(2):
        deck.slides.add_slide(deck.slide_layouts[1]).shapes.title.text = "À effacer"

    def dress(name: str, part: bytes) -> bytes:
        if name == "ppt/theme/theme1.xml":
            return part.replace(b'typeface="Calibri"', f'typeface="{FONT}"'.encode()).replace(
                b"4F81BD", b"AA0033"
            )
        return part

    return _edited(_saved(deck), dress)


def _as_potx(content: bytes) -> bytes:
    main = b"presentationml.presentation.main+xml"
    return _edited(
        content,
        lambda name, part: (
            part.replace(main, b"presentationml.template.main+xml") if name == "[Content_Types].xml" else part
        ),
    )


@pytest.mark.parametrize("wrap", [bytes, _as_potx])
def test_layouts_fonts_colours_and_size_of_the_template_are_used(
    deck: Deck, template: bytes, wrap: Callable[[bytes], bytes]
) -> None:
    made = write_deck(deck, read_template(wrap(template), "modele.potx"))
    reopened = Presentation(BytesIO(made))
    assert reopened.slide_width == Emu(9_144_000)
    assert [slide.shapes.title.text_frame.text for slide in reopened.slides] == [
        slide.title for slide in deck.slides
    ]
    assert reopened.slides[0].slide_layout.element.get("type") == "title"
    assert {slide.slide_layout.element.get("type") for slide in list(reopened.slides)[1:]} == {"titleOnly"}
    with zipfile.ZipFile(BytesIO(made)) as archive:
        theme = archive.read("ppt/theme/theme1.xml")
        slides = [name for name in archive.namelist() if name.startswith("ppt/slides/slide")]
        text = b"".join(archive.read(name) for name in slides)
    assert FONT.encode() in theme
    assert b"AA0033" in theme
    assert "À effacer".encode() not in text
    assert len(slides) == len(deck.slides)
    assert b"latin typeface" not in text.replace(b'latin typeface="+mn-lt"', b"")


def test_nothing_of_a_deck_on_a_template_stands_outside_it(deck: Deck, template: bytes) -> None:
    reopened = Presentation(BytesIO(write_deck(deck, read_template(template, "modele.pptx"))))
    for slide in reopened.slides:
        for shape in slide.shapes:
            assert shape.left + shape.width <= reopened.slide_width
            assert shape.top + shape.height <= reopened.slide_height


def test_a_template_without_footer_gets_ours(deck: Deck, template: bytes) -> None:
    opened = Presentation(BytesIO(template))
    for owner in (opened.slide_master, *opened.slide_layouts):
        for shape in list(owner.placeholders):
            if shape.placeholder_format.type in (13, 15, 16):
                shape.element.getparent().remove(shape.element)
    made = Presentation(BytesIO(write_deck(deck, read_template(_saved(opened), "modele.pptx"))))
    for slide in made.slides:
        said = {shape.name: shape.text_frame.text for shape in slide.shapes if shape.has_text_frame}
        assert said["Mention"] == deck.stamp.words
        assert "Numéro" in said


def _without_titles(content: bytes) -> bytes:
    opened = Presentation(BytesIO(content))
    for owner in (opened.slide_master, *opened.slide_layouts):
        for shape in list(owner.placeholders):
            if shape.placeholder_format.type in (1, 3):
                shape.element.getparent().remove(shape.element)
    return _saved(opened)


def _relating(content: bytes, kind: bytes, target: bytes) -> bytes:
    entry = b'<Relationship Id="rX1" Type="%s" Target="%s" TargetMode="External"/></Relationships>' % (
        kind,
        target,
    )
    where = "ppt/slideMasters/_rels/slideMaster1.xml.rels"
    return _edited(
        content, lambda name, part: part.replace(b"</Relationships>", entry) if name == where else part
    )


IMAGE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
LINK = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda _: b"", "présentation PowerPoint"),
        (lambda _: b"%PDF-1.7", "présentation PowerPoint"),
        (lambda content: content[: len(content) // 2], "tronquée"),
        (
            lambda content: _edited(content, lambda name, part: None if "presentation.xml" in name else part),
            "présentation",
        ),
        (
            lambda content: _edited(content, lambda name, part: None if "slideLayout" in name else part),
            "illisibles",
        ),
        (lambda content: _edited(content, lambda name, part: b"<p" if "theme1" in name else part), ""),
        (
            lambda content: _edited(
                content, lambda name, part: b"<p" if "slideMaster1.xml" in name else part
            ),
            "endommagée",
        ),
        (
            lambda content: _edited(
                content,
                lambda name, part: (
                    part.replace(b"<p:presentation", b'<!DOCTYPE x [<!ENTITY a "b">]><p:presentation', 1)
                    if name == "ppt/presentation.xml"
                    else part
                ),
            ),
            "DOCTYPE",
        ),
        (lambda content: _edited(content, lambda _, part: part, **{"ppt/vbaProject.bin": b"x"}), "macros"),
        (lambda content: _edited(content, lambda _, part: part, **{"../../etc/x": b"x"}), "chemin"),
        (
            lambda content: _edited(content, lambda _, part: part, **{"ppt/media/a.bin": bytes(60 * 2**20)}),
            "",
        ),
        (lambda content: _relating(content, IMAGE, b"http://example.org/a.png"), "extérieur"),
        (lambda content: _relating(content, IMAGE, b"file:///etc/passwd"), "extérieur"),
        (_without_titles, "titre"),
    ],
)
def test_a_hostile_or_broken_template_is_refused_in_french(
    template: bytes, spoil: Callable[[bytes], bytes], reason: str
) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        write_deck_on(spoil(template))
    assert refused.value.name == "modèle.potx"
    assert reason in refused.value.reason


def write_deck_on(content: bytes) -> None:
    read_template(content, "modèle.potx")


def test_a_link_that_waits_for_a_click_is_no_reason_to_refuse(template: bytes) -> None:
    read_template(_relating(template, LINK, b"https://www.lamayenne.fr"), "modele.pptx")


def test_a_template_too_large_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="25 Mo"):
        read_template(b"PK\x03\x04" + bytes(26 * 2**20), "modele.pptx")
