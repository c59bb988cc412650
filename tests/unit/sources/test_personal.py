import pytest

from maynum_dash.domain.codes import Code
from maynum_dash.sources.personal import hold_contacts, remark, sounds_personal, without_contacts


@pytest.mark.parametrize(
    "contact",
    [
        "02 43 00 00 00",
        "0243000000",
        "02.43.00.00.00",
        "+33 2 43 00 00 00",
        "+33 (0)2 43 00 00 00",
        "prenom.nom@exemple.fr",
    ],
)
def test_contacts_are_taken_out_of_texts(contact: str) -> None:
    assert without_contacts(f"voir {contact}.").startswith("voir [coordonnées retirées]")
    value, doubt = remark(f"voir {contact}")
    assert contact not in str(value)
    assert doubt is not None
    assert doubt.code is Code.CONTACT_REMOVED
    assert hold_contacts([None, contact])


@pytest.mark.parametrize(
    "plain", ["20001190600019", "3 500,00 €", "CP du 02/04/2026", "0012", "à 10 h", "a @ b"]
)
def test_other_numbers_stay(plain: str) -> None:
    assert remark(plain) == (plain, None)
    assert not hold_contacts([plain, 243000000.0])


@pytest.mark.parametrize(
    "heading",
    [
        *("Prénom du tuteur", "Nom du conseiller", "NOM de l'agent recruté", "Noms des conseillères"),
        *("Nom et prénom", "Nom de famille", "Tuteur", "Responsable hiérarchique", "Conseillère en poste"),
        *("Courriel", "Courriel pro.", "E-mail", "Adresse électronique", "Mél", "Mail (tuteur)"),
        *("Tél.", "Tél fixe", "N° de téléphone", "GSM", "Contact", "Date de naissance", "Civilité"),
    ],
)
def test_a_heading_that_announces_a_person(heading: str) -> None:
    assert sounds_personal(heading)


@pytest.mark.parametrize(
    "heading",
    [
        *("Nom de la structure", "Nom de la structure du conseiller", "Nom du lieu", "Nom de la commune"),
        *("Conseillers", "Conseillers à recruter", "Agents formés", "Ordinateurs portables", "Mobile"),
        *("Nombre de personnes", "Personnes", "Téléphonie", "Hôtel", "Renommé", "Directive", "Couleur"),
    ],
)
def test_a_heading_that_announces_nobody(heading: str) -> None:
    assert not sounds_personal(heading)
