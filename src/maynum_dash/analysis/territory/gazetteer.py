"""Lookup of territories by code or name; only exact keys are accepted, near names are suggested."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

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
from maynum_dash.sources.namings import Named, Naming
from maynum_dash.sources.reference import Reference
from maynum_dash.sources.values import fold

# Below this likeness (0 to 100) a suggestion would confuse more than it helps.
_LIKENESS = 75
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
    decided
        What the team decided: the name of the territory, empty for none; ``None`` when it decided nothing.
    """

    code: str | None
    candidates: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    decided: str | None = None

    @property
    def is_said(self) -> bool:
        """Whether an anomaly is due: the name leads nowhere by itself."""
        return self.code is None or self.decided is not None


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
    decided
        What the team decided of names that lead nowhere by themselves: folded name → code of today, or empty.
    """

    labels: Mapping[str, str]
    codes: Mapping[str, str]
    read_code: Callable[[str], str | None]
    levels: tuple[tuple[Callable[[str], str], Mapping[str, frozenset[str]]], ...]
    cores: Mapping[str, str]
    decided: Mapping[str, str] = field(default_factory=dict)

    def find(self, text: str) -> Found:
        """Look a code or name up; only an exact code, a normalised key or a decision is accepted."""
        return self.find_all([text])[text]

    def find_all(self, texts: Iterable[object]) -> dict[str, Found]:
        """Look up each different text once; missing ones are left aside.

        Near names are looked for up to a number of unknown texts that nobody would read through: beyond it a
        file made of nonsense would hold the server for minutes.
        """
        found = {text: self._settled(text) for text in dict.fromkeys(texts) if isinstance(text, str)}
        unknown = [text for text, one in found.items() if one == Found(None)]
        return found | {text: Found(None, suggestions=self._near(text)) for text in unknown[:_SUGGESTED]}

    def nearest(self, text: str, least: int, limit: int) -> tuple[tuple[str, int], ...]:
        """Give the codes of the nearest names, best first, each with its likeness from ``least`` to 100.

        Half of it forgets length and order, which finds « Evron centre »; the other half does not.
        """
        key_of, _ = self.levels[-1]
        key = _told_apart(key_of(text))
        likely = process.extract(key, self.cores, scorer=fuzz.WRatio, score_cutoff=least, limit=2 * limit)
        near = ((code, round((score + fuzz.token_sort_ratio(key, core)) / 2)) for core, score, code in likely)
        kept = sorted((one for one in near if one[1] >= least), key=lambda one: -one[1])
        return tuple(kept[:limit])

    def _settled(self, text: str) -> Found:
        """Look a text up by itself, then among the decisions: they never replace what a name says."""
        found = self._exact(text)
        if found.code is not None or found.candidates:
            return found
        code = self.decided.get(fold(text))
        return found if code is None else Found(code or None, decided=self.labels.get(code, ""))

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
        return tuple(self.labels[code] for code, _ in self.nearest(text, _LIKENESS, 2))


def epci_gazetteer(reference: Reference, aliases: pd.DataFrame, namings: Iterable[Named] = ()) -> Gazetteer:
    """Prepare the lookup of EPCI: names of today first, then former and usual names.

    Parameters
    ----------
    reference
        Its ``epci`` table.
    aliases
        ``alias`` (name or former SIREN) and ``epci_code``.
    namings
        What the team decided.
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
        cores={code: _told_apart(epci_core(label)) for code, label in labels.items()},
        decided=_decisions(namings, Naming.EPCI, labels),
    )


def commune_gazetteer(reference: Reference, namings: Iterable[Named] = ()) -> Gazetteer:
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
        decided=_decisions(namings, Naming.COMMUNE, labels),
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


def _told_apart(core: str) -> str:
    """Forget numbers, and the word that half of the names bear, unless it is all there is."""
    return " ".join(word for word in core.split() if word != "pays" and not word.isdigit()) or core


def _decisions(namings: Iterable[Named], kind: Naming, labels: Mapping[str, str]) -> dict[str, str]:
    """Keep the decisions of a kind that still lead to a territory of today, or to none on purpose."""
    mine = (one for one in namings if one.kind is kind and (not one.code or one.code in labels))
    return {key: one.code for one in mine if (key := one.key[1])}


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    index: dict[str, frozenset[str]] = {}
    for key, code in pairs:
        if key:
            index[key] = index.get(key, frozenset()) | {code}
    return index
