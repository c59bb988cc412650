"""Equity in sentences."""

from maynum_dash.analysis.need.equity import Equity
from maynum_dash.rendering import formats


def sentences(
    now: Equity, other: Equity | None, name: str = "", *, is_supposed: bool = False
) -> tuple[str, ...]:
    """Say what the curve and the index say, and what they do not.

    Parameters
    ----------
    now
        Data in view.
    other
        What they are compared with; ``None`` for nothing.
    name
        How it is named, French.
    is_supposed
        Whether it is what a scenario makes of the data in view, which then come before it.
    """
    if now.gini is None:
        return ("Aucun ETP occupé dans un territoire dont le besoin est connu : il n’y a rien à partager.",)
    measured = (
        f"Indice de Gini : {formats.decimal(now.gini, 2)} sur {_units(now)} et {_fte(now.fte)} "
        "(0 : chaque territoire a sa part ; près de 1 : un seul a tout). Pour que chacun ait sa part, "
        f"{_fte(now.moved_fte)} devraient changer de territoire."
    )
    said = [measured]
    if other is not None:
        said.append(_supposition(now, other, name) if is_supposed else _difference(other, now, name))
    if now.chance is not None:
        said.append(_against_chance(now))
    if now.is_small:
        said.append(
            f"Avec {_units(now)} et {_fte(now.fte)}, un seul poste déplacé change l’indice : ne commentez "
            "pas sa deuxième décimale, et ne comparez pas deux indices calculés sur un nombre de territoires "
            "différent."
        )
    return tuple(said)


def _difference(before: Equity, now: Equity, name: str) -> str:
    if before.gini is None or now.gini is None:
        return f"{name} : aucun ETP occupé, l’indice n’y est pas défini."
    gap = now.gini - before.gini
    words = "plus inégal" if gap > 0 else "moins inégal"
    change = (
        "Le partage n’a pas changé à deux décimales"
        if round(abs(gap), 2) == 0
        else f"Le partage est {words} de {formats.decimal(abs(gap), 2)}"
    )
    other = "" if before.units == now.units else f" ; attention, il portait sur {_units(before)}"
    return (
        f"{change} par rapport à {name} ({formats.decimal(before.gini, 2)}, {_fte(before.fte)}{other}) ; "
        f"ETP à déplacer : {formats.decimal(before.moved_fte, 1)} avant, "
        f"{formats.decimal(now.moved_fte, 1)} après."
    )


def _supposition(now: Equity, after: Equity, name: str) -> str:
    """Say what a scenario would change; it stays an hypothesis."""
    if after.gini is None or now.gini is None:
        return f"{name} (hypothèse) : aucun ETP occupé, l’indice n’y est pas défini."
    gap = after.gini - now.gini
    change = (
        "le partage ne changerait pas à deux décimales"
        if round(abs(gap), 2) == 0
        else f"le partage serait {'plus' if gap > 0 else 'moins'} inégal de {formats.decimal(abs(gap), 2)}"
    )
    return (
        f"{name}, une hypothèse et non des données : {change} (Gini {formats.decimal(after.gini, 2)} au lieu "
        f"de {formats.decimal(now.gini, 2)}, sur {_units(after)} et {_fte(after.fte)}) ; ETP à déplacer : "
        f"{formats.decimal(now.moved_fte, 1)} avant, {formats.decimal(after.moved_fte, 1)} après."
    )


def _against_chance(now: Equity) -> str:
    chance = now.chance
    if chance is None:
        return ""
    verdict = (
        "l’indice observé dépasse ce hasard."
        if now.is_told_from_chance
        else "l’indice observé ne dépasse pas ce hasard."
    )
    return (
        f"Des postes tirés au sort, chaque personne ayant la même chance, donneraient un indice de "
        f"{formats.decimal(chance.middle, 2)} ou moins une fois sur deux, et de "
        f"{formats.decimal(chance.high, 2)} ou moins dix-neuf fois sur vingt : {verdict}"
    )


def _units(state: Equity) -> str:
    return formats.count(state.units, "territoire")


def _fte(value: float) -> str:
    return f"{formats.decimal(value, 1)}\u00a0ETP"
