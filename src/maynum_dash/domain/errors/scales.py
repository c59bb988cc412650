"""Amounts and funding scales that cannot be read."""

from maynum_dash.domain.errors.base import MaynumError


class AmountError(MaynumError):
    """An amount of money that cannot be held as a whole number of cents.

    Parameters
    ----------
    text
        Amount as it was written.
    reason
        What is wrong, in French, without a final full stop.
    """

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(f"Le montant « {text} » ne peut pas être utilisé : {reason}.")
        self.text = text
        self.reason = reason


class ScaleError(MaynumError):
    """A funding scale that cannot be used.

    Parameters
    ----------
    name
        File name of the scale.
    place
        Where in the file, in French; empty for the whole file.
    reason
        What was found, in French, without a final full stop.
    remedy
        What to do, in French, without a final full stop.
    """

    def __init__(self, name: str, place: str, reason: str, remedy: str) -> None:
        where = f"{place} : " if place else ""
        super().__init__(f"Le barème « {name} » est inutilisable. {where}{reason}. {remedy}.")
        self.name = name
        self.place = place
        self.reason = reason
        self.remedy = remedy
