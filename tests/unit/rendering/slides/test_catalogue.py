from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.scenario.presets import usual
from maynum_dash.domain.moves import Renewal, Scenario
from maynum_dash.rendering.slides.catalogue import BUILDERS, Edit, Selection, compose
from maynum_dash.rendering.slides.model import Deck, KeyFigures, Opening, Points, Slide
from maynum_dash.rendering.slides.parts import KEYS, NAMES, NOTE_KEYS
from maynum_dash.rendering.slides.proofs import Chart, Map, Table
from maynum_dash.rendering.slides.sheets import ROWS, paged
from maynum_dash.rendering.slides.subject import Subject
from maynum_dash.rendering.slides.words import listed, since, typeset

MakeBoard: TypeAlias = Callable[..., Board]
Speak: TypeAlias = Callable[..., Subject]


def _texts(slide: Slide) -> list[str]:
    return [slide.title, slide.lead, slide.source, *slide.notes]


def test_every_part_has_a_builder_and_a_name() -> None:
    assert tuple(BUILDERS) == KEYS == tuple(NAMES)
    assert set(NOTE_KEYS) < set(KEYS)


def test_every_slide_has_a_message_a_source_notes_and_a_key_of_its_own(deck: Deck) -> None:
    assert [slide.key for slide in deck.slides if slide.key in KEYS] == list(KEYS)
    assert len({slide.key for slide in deck.slides}) == len(deck.slides)
    for slide in deck.slides:
        assert slide.title
        assert slide.source.endswith(".")
        assert slide.notes
        assert any(note.startswith("Source.") for note in slide.notes) or slide.key == "lectures"


def test_a_drawing_has_an_alternative_and_the_same_data_as_a_table(deck: Deck) -> None:
    drawn = [slide.body for slide in deck.slides if isinstance(slide.body, Chart | Map)]
    assert len(drawn) == 12
    for body in drawn:
        assert len(body.alt) > 40
        assert body.table.rows


def test_nothing_of_french_punctuation_can_start_a_line(deck: Deck) -> None:
    for slide in deck.slides:
        for text in _texts(slide):
            for mark in (" :", " ;", " ?", " !", " »", "« ", " €", " %"):
                assert mark not in text, text


@pytest.mark.parametrize(
    "posts", [[], [{}], [{"status": "Vacant", "vacant_since": date(2026, 1, 1)}], [{"epci": ""}]]
)
def test_a_workbook_of_one_post_or_of_none_makes_slides(
    make_board: MakeBoard, speak: Speak, posts: list[dict[str, Any]]
) -> None:
    ended = [{"end": date(2029, 8, 31), **post} for post in posts]
    made = compose(speak(make_board(ended), make_board([{"end": date(2029, 8, 31)}])))
    assert isinstance(made.slides[0].body, Opening)
    assert made.slides[-1].key == "methode"


def test_the_user_picks_and_orders(subject: Subject) -> None:
    made = compose(subject, Selection(("methode", "budget")))
    assert [slide.key for slide in made.slides] == ["methode", "budget"]


def test_the_words_of_the_user_replace_the_computed_ones_and_nothing_else(subject: Subject) -> None:
    edits = {"decisions": Edit("À décider : tout", ("Voter", "Signer")), "budget": Edit("Mon budget")}
    before = {slide.key: slide for slide in compose(subject).slides}
    after = {slide.key: slide for slide in compose(subject, Selection(edits=edits)).slides}
    assert after["budget"] == replace(before["budget"], title="Mon budget")
    assert after["decisions"].title == "À décider\u00a0: tout"
    body = after["decisions"].body
    assert isinstance(body, Points)
    assert [item.text for item in body.items] == ["Voter", "Signer"]
    assert body.items[0].tag == "Renouveler"
    assert after["levier"] == before["levier"]


def test_the_words_of_the_user_are_those_of_the_first_slide_of_a_part(subject: Subject) -> None:
    more = Scenario("Deux ans de plus", (Renewal(date(2028, 12, 31)),))
    about = replace(subject, scenarios=(*usual(subject.today), more))
    made = compose(about, Selection(("scenarios-ecart",), {"scenarios-ecart": Edit("À discuter")})).slides
    assert [slide.key for slide in made] == ["scenarios-ecart", "scenarios-ecart-2"]
    assert made[0].title == "À discuter"
    assert "Deux ans de plus" in made[1].title


def test_progress_is_told_and_may_give_up(subject: Subject) -> None:
    told: list[tuple[int, int]] = []
    compose(subject, Selection(("budget", "methode")), lambda done, whole: told.append((done, whole)))
    assert told == [(0, 2), (1, 2)]

    def stop(_done: int, _whole: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        compose(subject, progress=stop)


def test_without_an_earlier_state_nothing_is_said_to_have_changed(subject: Subject) -> None:
    keys = [slide.key for slide in compose(replace(subject, previous=None)).slides]
    assert "ecarts" not in keys
    assert "phrases" not in keys


def test_the_state_of_the_scheme_is_four_numbers(deck: Deck) -> None:
    body = next(slide.body for slide in deck.slides if slide.key == "situation")
    assert isinstance(body, KeyFigures)
    assert [figure.value.replace("\u202f", " ").replace("\u00a0", " ") for figure in body.figures] == [
        "17 sur 22",
        "9 sur 9",
        "86 110,96 €",
        "44 739",
    ]


@given(count=st.integers(0, 80), most=st.integers(1, 5), has_total=st.booleans())
def test_a_table_cut_into_slides_loses_no_row_in_silence(count: int, most: int, has_total: bool) -> None:
    rows = tuple((str(rank),) for rank in range(count))
    table = Table("t", ("a",), rows, (False,), ("total",) if has_total else ())
    made = paged(Slide("k", "n", "t", table, "s."), most)
    bodies = [slide.body for slide in made if isinstance(slide.body, Table)]
    shown = [row for body in bodies for row in body.rows]
    assert shown == list(rows[: len(shown)])
    assert len(made) <= most
    assert all(len(body.rows) <= ROWS for body in bodies)
    assert [bool(body.total) for body in bodies] == [False] * (len(bodies) - 1) + [has_total]
    beyond = count - len(shown)
    assert bool(made[-1].lead) == bool(beyond)
    assert str(beyond) in made[-1].lead or not beyond
    sizes = [len(body.rows) for body in bodies]
    assert beyond or max(sizes) - min(sizes) < len(sizes)


@pytest.mark.parametrize(
    ("parts", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")]
)
def test_names_are_joined_as_a_sentence_does(parts: list[str], said: str) -> None:
    assert listed(parts) == said


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("comité du 12 juin 2026", "depuis le comité du 12 juin 2026"),
        ("import n° 3", "depuis l’import n° 3"),
        ("état scellé 7F3K-92QD", "depuis l’état scellé 7F3K-92QD"),
    ],
)
def test_an_earlier_state_takes_the_article_of_its_name(label: str, said: str) -> None:
    assert since(label) == said


@given(st.text(alphabet="ab :;?!»«€% ", max_size=30))
def test_typesetting_twice_changes_nothing_more(text: str) -> None:
    assert typeset(typeset(text)) == typeset(text)
