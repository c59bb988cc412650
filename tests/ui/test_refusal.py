"""A refusal is shown where the page would be, as the text it is."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from maynum_dash.domain.errors import UnreadableFileError
from maynum_dash.ui import frame

ROOT = Path(__file__).parents[2]


def test_a_refusal_is_a_sentence_whose_markup_is_inert(monkeypatch: pytest.MonkeyPatch) -> None:
    refusal = UnreadableFileError("**gras** <b>.xlsx", "il est vide", "Enregistrez-le à nouveau")

    def refuse(*_: object) -> None:
        raise refusal

    monkeypatch.setattr(frame, "_open", refuse)
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    assert not app.exception
    shown = app.error[0].value
    assert "il est vide" in shown
    assert "**gras**" not in shown
    assert "<b>" not in shown
