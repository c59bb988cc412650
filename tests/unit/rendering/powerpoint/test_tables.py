from pptx import Presentation
from pptx.util import Emu

from maynum_dash.rendering.powerpoint.marks import Room
from maynum_dash.rendering.powerpoint.tables import add_table
from maynum_dash.rendering.slides.proofs import Table

SENTENCE = "Plan de permanences transmis, avec au moins deux lieux ouverts à tous (non renseigné) ; " * 7
LETTER = 11 * 12700 * 0.51


def test_a_long_sentence_leaves_every_word_of_a_name_whole() -> None:
    slides = Presentation()
    shapes = slides.slides.add_slide(slides.slide_layouts[6]).shapes
    name = "Centre intercommunal d'action sociale du Pays de Craon"
    headings = ("Urgence", "Sujet", "Échéance", "Ce qui se passe", "Enjeu")
    line = ("À prévoir", name, "01/11/2026", SENTENCE, "2 450 €")
    shown = Table("Alertes", headings, (line,), (False, False, False, False, True))
    add_table(shapes, shown, Room(0, 0, Emu(11_000_000), Emu(4_000_000)), "t")
    _, subject, _, words, _ = widths = [column.width for column in shapes[0].table.columns]
    assert subject > len("intercommunal") * LETTER
    assert words > 2 * subject
    assert sum(widths) <= 11_000_000
