from collections.abc import Callable

import pytest

from maynum_dash.domain.errors import MissingColumnError, MissingSheetError, UnknownProfileError
from maynum_dash.sources.cells import Cell
from maynum_dash.sources.exports import Export
from maynum_dash.sources.reception import read_document
from maynum_dash.sources.workbook import Workbook


def test_a_workbook_is_read_as_a_workbook(posts_book: Callable[..., bytes]) -> None:
    document = read_document(posts_book(), "suivi.xlsx")
    assert isinstance(document, Workbook)
    assert (document.profile, len(document.posts), document.anomalies[0].code) == (
        "classeur",
        1,
        "CATEGORIE_PAR_DEFAUT",
    )


def test_an_export_is_read_as_an_export(
    export_rows: Callable[..., list[list[Cell]]], write: Callable[..., bytes]
) -> None:
    document = read_document(write({"Feuil1": export_rows("postes-min", {})}), "postes.xlsx")
    assert isinstance(document, Export)
    assert (document.profile, len(document.sha256)) == ("postes-min", 64)


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("Bonjour;le;monde\n1;2;3\n", MissingSheetError, "Partez du modèle"),
        ("Dénomination;ID Structure;a;b;c;d;e;f\n1;2;3;4;5;6;7;8\n", MissingSheetError, "Partez du modèle"),
        ("ID Poste;Structure;EPCI;Statut\n1;A;B;Occupé\n", MissingColumnError, "Début de convention"),
        ("ID Poste;Statut;Total conventionné;Total versé\n1;Occupé;1;1\n", UnknownProfileError, "Structure"),
    ],
)
def test_what_is_not_settled_is_explained_by_what_it_is_closest_to(
    text: str, error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        read_document(text.encode(), "export.csv")


def test_the_choice_of_the_user_prevails(posts_book: Callable[..., bytes]) -> None:
    with pytest.raises(MissingColumnError, match="Total versé"):
        read_document(posts_book(), "suivi.xlsx", "postes-min")
