from pathlib import Path

import pytest

from maynum_dash.domain.errors import PublisherError
from maynum_dash.sources.publisher import PUBLISHER, load_publisher

SHIPPED = PUBLISHER.read_text(encoding="utf-8")


def test_the_shipped_answers_are_those_of_the_departement() -> None:
    found = load_publisher()
    assert (found.name, found.siret) == ("Département de la Mayenne", "22530001100015")
    assert (found.nature, found.is_notified, found.rae) == ("aide en numéraire", False, "")


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("nom", "", "« nom » : le nom est vide"),
        ("siret", "", "« siret » : le SIRET manque"),
        ("siret", "22530001100016", "n'est pas un SIRET"),
        ("siret", "225 300 011 00015", "n'est pas un SIRET"),
        ("objet", "x" * 201, "compte 201 caractères"),
        ("nature", "aide", "n'est pas une nature du schéma"),
        ("nature", "", "n'est pas une nature du schéma"),
        ("notification_ue", "Non", "n'est pas une réponse du schéma"),
        ("id_rae", "123456", "est trop long"),
    ],
)
def test_an_answer_that_the_schema_refuses_is_said_in_french(
    key: str, value: str, said: str, tmp_path: Path
) -> None:
    lines = [f'{key} = "{value}"' if line.startswith(f"{key} ") else line for line in SHIPPED.splitlines()]
    path = tmp_path / "donnees-ouvertes.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(PublisherError) as refused:
        load_publisher(path)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[attribuant]\nnom = 3", "Cette réponse manque au bloc [attribuant]"),
        ("attribuant = 1", "Cette réponse manque au bloc [attribuant]"),
        ("nom = ", "n'est pas du TOML"),
    ],
)
def test_a_file_that_is_something_else_is_refused(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "donnees-ouvertes.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PublisherError, match=said.replace("[", r"\[")):
        load_publisher(path)


def test_an_absent_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PublisherError, match="ne s'ouvre pas"):
        load_publisher(tmp_path / "rien.toml")
