from pathlib import Path

from maynum_dash.domain.codes import Code
from maynum_dash.rendering.handbook import catalogue_document

DOCUMENT = Path(__file__).parents[3] / "docs" / "anomalies.md"


def test_the_published_catalogue_is_the_one_of_the_code() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == catalogue_document(), (
        "write docs/anomalies.md anew: CONTRIBUTING.md, « Add an anomaly »"
    )


def test_every_code_is_in_it_once() -> None:
    text = catalogue_document()
    assert all(text.count(f"`{code.value}`") == 1 for code in Code)
