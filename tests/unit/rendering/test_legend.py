"""The key says each class once, with its paint, its bounds and its count."""

import re

from maynum_dash.rendering.keys import Crossing, Key, Pattern, Swatch, crossing_code
from maynum_dash.rendering.legend import key_html

LINE = re.compile(
    r'<div><i(?: class="(\w+)")?(?: style="background-color:([^"]+)")?></i><span>(.*?) \((\d+)\)</span>'
    r'<em style="width:(\d+)%"></em></div>'
)
LOW, HIGH = Swatch("#C8C8FF", "10 à 15", 2), Swatch("#6464C8", "15 à 20", 8)
UNKNOWN = Swatch("#F1F1EE", "sans donnée", 3, Pattern.NO_DATA)
FEW = Swatch("#F1F1EE", "effectif trop faible", 1, Pattern.TOO_FEW)


def lines(html: str) -> list[tuple[str, str, str, int, int]]:
    """Cover, colour, text, count and width of each line."""
    return [(one[0], one[1], one[2], int(one[3]), int(one[4])) for one in LINE.findall(html)]


def test_classes_are_listed_from_high_to_low_and_what_has_none_comes_last() -> None:
    html = key_html(Key("Taux", "%", (LOW, HIGH, FEW, UNKNOWN)))
    assert lines(html) == [
        ("", "#6464C8", "15 à 20", 8, 100),
        ("", "#C8C8FF", "10 à 15", 2, 25),
        ("crossed", "", "effectif trop faible", 1, 12),
        ("hatched", "", "sans donnée", 3, 38),
    ]
    assert "Taux" in html
    assert "% · nombre de territoires" in html


def test_an_empty_class_is_kept() -> None:
    assert [line[3:] for line in lines(key_html(Key("", "", (LOW, Swatch("#000000", "vide", 0)))))] == [
        (0, 0),
        (2, 100),
    ]


def test_a_fall_is_striped_and_coloured() -> None:
    fall = Swatch("#CC7E44", "baisse", 1, Pattern.STRIPES)
    assert lines(key_html(Key("", "", (fall,)))) == [("striped", "#CC7E44", "baisse", 1, 100)]


def test_the_plain_ground_of_circles_needs_no_key_but_what_is_missing_does() -> None:
    plain = Swatch("#E4EAF1", "", 4)
    assert key_html(Key("", "", (plain,))) == ""
    assert [line[2] for line in lines(key_html(Key("", "", (plain, UNKNOWN))))] == ["sans donnée"]


def test_words_are_escaped() -> None:
    html = key_html(Key("<b>", "'><i>", (Swatch("#000000", "<script>", 1),)))
    assert "<script>" not in html
    assert "<h2>&lt;b&gt;</h2>" in html


def test_the_nine_squares_stand_with_the_most_need_on_top() -> None:
    swatches = tuple(Swatch(f"#00000{place}", "", place) for place in range(9))
    crossing = Crossing("besoin", "réponse", ("a", "b", "c"), ("d", "e", "f"))
    html = key_html(Key("Croisement", "tiers", (*swatches, UNKNOWN), crossing))
    codes = re.findall(r"<b>(\w\d)</b> (\d)", html)
    assert [code for code, _ in codes] == ["C1", "C2", "C3", "B1", "B2", "B3", "A1", "A2", "A3"]
    assert [int(count) for _, count in codes] == [6, 7, 8, 3, 4, 5, 0, 1, 2]
    assert [crossing_code(place) for place in (0, 5, 8)] == ["A1", "B3", "C3"]
    assert [line[2] for line in lines(html)] == ["sans donnée"]
