"""Scenarios that cannot be read or found."""

from maynum_dash.domain.errors.base import MaynumError


class ScenarioError(MaynumError):
    """A scenario that cannot be used.

    Parameters
    ----------
    place
        Where in the scenario, in French; empty for the whole.
    reason
        What was found, in French, without a final full stop.
    remedy
        What to do, in French, without a final full stop.
    """

    def __init__(self, place: str, reason: str, remedy: str) -> None:
        where = f"{place} : " if place else ""
        super().__init__(f"Le scénario est inutilisable. {where}{reason}. {remedy}.")
        self.place = place
        self.reason = reason
        self.remedy = remedy


class UnknownScenarioError(MaynumError):
    """A saved scenario that is not there.

    Parameters
    ----------
    text
        Number or name, as asked for.
    """

    def __init__(self, text: str) -> None:
        super().__init__(
            f"Aucun scénario enregistré ou prêt à l’emploi ne porte le numéro ou le nom « {text} », ou "
            "plusieurs le portent. « maynum scenario --liste » et la page Scénarios les montrent tous."
        )
        self.text = text


class SupposedSubsidiesError(MaynumError):
    """Open data asked of a scenario.

    Parameters
    ----------
    name
        Of the scenario.
    """

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Les données ouvertes ne publient que des faits : le scénario « {name} » est une hypothèse. "
            "Demandez-les à partir des données, sans scénario."
        )
        self.name = name
