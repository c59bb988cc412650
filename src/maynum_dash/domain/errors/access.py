"""What a user may not do."""

from maynum_dash.domain.errors.base import MaynumError


class AccessError(MaynumError):
    """An action kept for the team.

    Parameters
    ----------
    action
        What was asked, in French, as an infinitive: « importer un classeur ».
    name
        Who asked, as the server knows her; empty when it does not.
    """

    def __init__(self, action: str, name: str) -> None:
        who = f"« {name} » n’en fait pas partie" if name else "le serveur ne sait pas qui vous êtes"
        super().__init__(
            f"Seule l’équipe peut {action} : {who}. Demandez à l’administrateur d’ajouter votre identifiant "
            "à la liste de l’équipe."
        )
        self.action = action
        self.name = name


class MissingAuthorError(MaynumError):
    """An action that must bear a name, and has none."""

    def __init__(self) -> None:
        super().__init__(
            "Indiquez votre nom : il est inscrit au registre avec ce que vous faites, pour que chacun sache "
            "qui a importé, restauré ou scellé."
        )
