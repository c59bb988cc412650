"""Lookup of territories by code or name; only exact keys are accepted, near names are suggested."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import pandas as pd
from rapidfuzz import fuzz, process

from maynum_dash.analysis.territory.names import (
    canton_key,
    commune_core,
    commune_key,
    epci_core,
    epci_key,
    read_commune_code,
    read_siren,
)
from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.sources.reference import Reference

DEPARTMENT = "53"
# Below this likeness (0 to 100) a suggestion would confuse more than it helps.
_LIKENESS = 80
_SUGGESTED = 1000


@dataclass(frozen=True, slots=True)
class Found:
    """What a name or code leads to.

    Parameters
    ----------
    code
        Code of today, or ``None`` when nothing fits, or more than one thing does.
    candidates
        Names that fit equally well, when there is more than one.
    suggestions
        Near names, to be shown and never applied.
    """

    code: str | None
    candidates: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """Names and codes of one kind of territory.

    Parameters
    ----------
    labels
        Name to show, by code of today.
    codes
        Code of today, by code of today or of the past.
    read_code
        Takes the text of a cell, gives the code that it holds, or ``None`` for a name.
    levels
        From the strictest to the loosest: how a text becomes a key, and the codes of each key.
    cores
        Loosest key of each label, by code: near names are looked for among them.
    """

    labels: Mapping[str, str]
    codes: Mapping[str, str]
    read_code: Callable[[str], str | None]
    levels: tuple[tuple[Callable[[str], str], Mapping[str, frozenset[str]]], ...]
    cores: Mapping[str, str]

    def find(self, text: str) -> Found:
        """Look a code or name up; only an exact code or normalised key is accepted."""
        return self.find_all([text])[text]

    def find_all(self, texts: Iterable[object]) -> dict[str, Found]:
        """Look up each different text once; missing ones are left aside.

        Near names are looked for up to a number of unknown texts that nobody would read through: beyond it a
        file made of nonsense would hold the server for minutes.
        """
        found = {text: self._exact(text) for text in dict.fromkeys(texts) if isinstance(text, str)}
        unknown = [text for text, result in found.items() if result.code is None and not result.candidates]
        return found | {text: Found(None, suggestions=self._near(text)) for text in unknown[:_SUGGESTED]}

    def _exact(self, text: str) -> Found:
        code = self.read_code(text)
        if code is not None:
            return Found(self.codes.get(code))
        for key_of, index in self.levels:
            codes = index.get(key_of(text), frozenset())
            if len(codes) == 1:
                return Found(next(iter(codes)))
            if codes:
                return Found(None, candidates=tuple(sorted(self.labels[code] for code in codes)))
        return Found(None)

    def _near(self, text: str) -> tuple[str, ...]:
        key_of, _ = self.levels[-1]
        near = process.extract(key_of(text), self.cores, scorer=fuzz.WRatio, score_cutoff=_LIKENESS, limit=2)
        return tuple(self.labels[code] for _, _, code in near)


def epci_gazetteer(reference: Reference, aliases: pd.DataFrame) -> Gazetteer:
    """Prepare the lookup of EPCI: names of today first, then former and usual names.

    Parameters
    ----------
    reference
        Its ``epci`` table.
    aliases
        ``alias`` (name or former SIREN) and ``epci_code``.
    """
    epci = reference.epci
    labels = dict(zip(epci["code"], epci["name"], strict=True))
    own = [
        (name, code)
        for column in ("name", "short_name")
        for name, code in zip(epci[column], epci["code"], strict=True)
    ]
    others = [(a, c) for a, c in zip(aliases["alias"], aliases["epci_code"], strict=True) if c in labels]
    # « Craon » stands for « Pays de Craon »; the word is dropped from our names only, never from the text
    # looked up: « Pays de Laval » stays unknown.
    cores = [(epci_core(name), code) for name, code in own]
    cores += [(core.removeprefix("pays "), code) for core, code in cores]
    former = _index((epci_key(name), code) for name, code in others if read_siren(name) is None)
    return Gazetteer(
        labels=labels,
        codes={code: code for code in labels} | {a: c for a, c in others if read_siren(a) is not None},
        read_code=read_siren,
        levels=(
            (epci_key, _index((epci_key(name), code) for name, code in own)),
            (epci_core, _index(cores)),
            (epci_key, former),
            (epci_core, former),
        ),
        cores={code: epci_core(label) for code, label in labels.items()},
    )


def commune_gazetteer(reference: Reference) -> Gazetteer:
    """Prepare the lookup of communes: names of today first, then those of merged communes."""
    communes, former = reference.communes, reference.former_communes
    labels = dict(zip(communes["code"], communes["name"], strict=True))
    own = list(zip(communes["name"], communes["code"], strict=True))
    merged = list(zip(former["former_name"], former["code"], strict=True))
    return Gazetteer(
        labels=labels,
        codes=dict(zip(former["former_code"], former["code"], strict=True)) | {code: code for code in labels},
        read_code=read_commune_code,
        levels=tuple(
            (key_of, _index((key_of(name), code) for name, code in names))
            for names in (own, merged)
            for key_of in (commune_key, commune_core)
        ),
        cores={code: commune_core(label) for code, label in labels.items()},
    )


def canton_gazetteer(reference: Reference) -> Gazetteer:
    """Prepare the lookup of cantons, by name or INSEE code."""
    cantons = reference.cantons
    labels = dict(zip(cantons["code"], cantons["name"], strict=True))
    return Gazetteer(
        labels=labels,
        codes={code: code for code in labels},
        read_code=read_commune_code,
        levels=((canton_key, _index((canton_key(name), code) for code, name in labels.items())),),
        cores={code: canton_key(label) for code, label in labels.items()},
    )


def epci_anomaly(text: str, found: Found, column: str = "EPCI") -> Anomaly:
    """Say that an EPCI is unknown or ambiguous; the caller adds sheet and row.

    Parameters
    ----------
    text
        What the cell holds.
    found
        Result of the lookup, without a code.
    column
        Heading of the column.
    """
    if found.candidates:
        message = f"L'EPCI « {text} » peut désigner {_listed(found.candidates)} : écrivez son SIREN."
        return Anomaly("EPCI_AMBIGU", Severity.WARNING, "", None, column, text, message)
    message = (
        f"L'EPCI « {text} » n'est pas reconnu en Mayenne.{_question(found)} "
        "Écrivez son nom exact ou son SIREN (9 chiffres)."
    )
    return Anomaly("EPCI_INCONNU", Severity.WARNING, "", None, column, text, message)


def commune_anomaly(text: str, found: Found, column: str = "Commune") -> Anomaly:
    """Say that a commune is unknown, ambiguous or of another département; the caller adds sheet and row.

    Parameters
    ----------
    text
        What the cell holds.
    found
        Result of the lookup, without a code.
    column
        Heading of the column.
    """
    code = read_commune_code(text)
    if found.candidates:
        message = f"La commune « {text} » peut désigner {_listed(found.candidates)} : écrivez son code Insee."
        return Anomaly("COMMUNE_AMBIGUE", Severity.WARNING, "", None, column, text, message)
    if code is not None and not code.startswith(DEPARTMENT):
        message = f"Le code Insee « {text} » désigne une commune d'un autre département."
        return Anomaly("COMMUNE_HORS_DEPARTEMENT", Severity.WARNING, "", None, column, text, message)
    message = (
        f"La commune « {text} » n'est pas reconnue en Mayenne.{_question(found)} "
        "Écrivez son nom exact ou son code Insee (5 chiffres ; ce n'est pas le code postal)."
    )
    return Anomaly("COMMUNE_INCONNUE", Severity.WARNING, "", None, column, text, message)


def _listed(names: Iterable[str]) -> str:
    return " ou ".join(f"« {name} »" for name in names)


def _question(found: Found) -> str:
    return f" Vouliez-vous dire {_listed(found.suggestions)} ?" if found.suggestions else ""


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    index: dict[str, frozenset[str]] = {}
    for key, code in pairs:
        if key:
            index[key] = index.get(key, frozenset()) | {code}
    return index
