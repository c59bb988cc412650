import re
from pathlib import Path

import maynum_dash
from maynum_dash.domain.codes import Code
from maynum_dash.domain.joined import JOINED
from maynum_dash.domain.titles import TITLES, entries, title

SOURCE = Path(maynum_dash.__file__).parent


def test_every_code_has_one_title_and_no_title_is_left_over() -> None:
    assert set(TITLES) == {code.value for code in Code} | set(JOINED)
    assert len(set(TITLES.values())) == len(TITLES)


def test_every_anomaly_written_outside_the_catalogue_is_published() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    written = set(re.findall(r'Anomaly\(\s*"([A-Z_]+)"', text)) - {"X"}
    written |= set(re.findall(r'code, severity = "([A-Z_]+)"', text))
    assert written == set(JOINED)


def test_each_entry_says_what_to_read_and_shows_no_brace() -> None:
    for one in entries():
        assert "{" not in one.remedy
        assert one.remedy.endswith(".")


def test_the_gravest_come_first() -> None:
    order = [list(type(one.severity)).index(one.severity) for one in entries()]
    assert order == sorted(order)


def test_a_code_of_another_version_is_shown_as_it_is() -> None:
    assert title("CODE_DE_DEMAIN") == "CODE_DE_DEMAIN"
