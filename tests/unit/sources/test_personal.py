import pytest

from maynum_dash.domain.codes import Code
from maynum_dash.sources.personal import hold_contacts, remark, without_contacts


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
