"""The README.md of the reference data: where every figure comes from, how it was computed, its limits."""

from collections.abc import Sequence

from pandas import DataFrame

from maynum_dash.domain.departments import department_of
from maynum_dash.sources.calibration import Calibration
from maynum_dash.sources.catalogue import date_of_name
from maynum_dash.sources.reference import Fit, Reference

_HEAD = """\
# Données de référence

Ce dossier est **calculé** par `maynum reference construire` à partir de fichiers publics ; aucun fichier brut
n'y est recopié. Ne le modifiez pas à la main : les mêmes sources donnent les mêmes octets.

Mentions à reprendre sur toute carte et tout export :

- « Insee, RP {indicator_year} et populations {population_year} » ;
- « © IGN – ADMIN EXPRESS {boundaries}, géographie {geography} » ;
- « Calculs du Département ; estimation non produite par l'Insee ».

## Fichiers

| fichier | contenu |
| --- | --- |
| `communes.csv` | {communes} communes d'aujourd'hui : SIREN, EPCI, canton, population, indicateurs, taux |
| `epci.csv` | {epci} EPCI ; `is_partial` : siège hors du département, seules ses communes d'ici comptent |
| `cantons.csv` | {cantons} cantons ; sans population quand une commune y est coupée |
| `places.csv` | {places} lieux : France services, conseillers numériques (ni nom de personne, ni contact) |
| `former_communes.csv` | anciens codes et noms de communes, et la commune d'aujourd'hui |
| `communes.geojson`, `epci.geojson`, `cantons.geojson` | contours simplifiés, WGS84, 4 décimales |
| `fit.json` | coefficients de l'estimation et chiffres publiés sur lesquels elle est calée |
| `sources.csv` | producteur, millésime, licence et empreinte de chaque fichier lu |
"""

_CONTOURS = """
## Contours

1. Les communes du fichier de contours sont réunies selon les mouvements de communes jusqu'à celles
   d'aujourd'hui ; un trou de moins de 10 ha (défaut du fichier ou enclave) est donné à la commune voisine.
{cantons}3. La simplification (Visvalingam–Whyatt, tolérance de 200 m, Lambert-93) porte sur {simplification}
"""
_CANTONS = """\
2. Une commune appartient au canton qui couvre au moins la moitié de sa surface. Celle qui n'en a pas est
   coupée par les limites des cantons ; ces limites sont grossières (environ 1 % de la surface). Une commune
   réunie depuis à cheval sur deux cantons{example} va entière à
   l'un d'eux : la population de ces cantons n'est pas celle des élections.
"""
_NO_CANTONS = "2. Aucun fichier de cantons n'a été lu : ce niveau n'existe pas ici.\n"
_TOGETHER = (
    "les limites partagées ;\n   EPCI et cantons sont réunis **après** elle : "
    "les trois niveaux se superposent exactement, sans vide."
)
_WIDE = (
    "partagées ;\n   les EPCI de plusieurs départements le sont à part, à 1 500 m, pour une carte du pays."
)
# Communes that these rules meet, and what it changes: checked once on the files of the département.
_STRADDLING = {"53062": " (Château-Gontier-sur-Mayenne, à 59 % dans celui d'Azé)"}
_MERGED = {
    "53249": """ Pour
Vimartin-sur-Orthe (53249 ; 53239, 53249 et 53274 réunies en 2021), une moyenne pondérée changerait le taux de
son EPCI de moins de 0,01 point."""
}

_FLAT = """
## Illectronisme : même taux partout

Aucun taux publié d'une intercommunalité ne permet de caler une estimation : chaque commune a celui de
l'ensemble, {department_rate} %. Donnez-en un dans « calage.toml », ou importez une table de taux.

Population de 15 ans ou plus d'une commune = population municipale {population_year} × {people} /
{inhabitants} (même part partout : hypothèse).
"""
_ESTIMATE = """
## Illectronisme : estimation synthétique, non produite par l'Insee

logit(taux d'une commune) = a + b · x, où x est la part (%) des personnes de 15 ans ou plus sorties du
système scolaire avec au plus un CAP ou un BEP (RP {indicator_year}). a et b sont résolus pour que les
moyennes pondérées retrouvent deux taux publiés{witness}.

- a = {intercept}, b = {slope} (par point de pourcentage) ;
- département : {department_rate} %, {anchor} : {anchor_rate} % (calage){check}

Population de 15 ans ou plus d'une commune = population municipale {population_year} × {people} /
{inhabitants} (même part partout : hypothèse). Taux de l'EPCI = moyenne de ses communes, pondérée par cette
population.

Fourchette (`rate_low_pct`, `rate_high_pct`) : la même estimation, recalée, avec
x = w · (part des 65 ans ou plus) + (1 − w) · (part des peu diplômés), w de 0 à 1 par pas de 0,05. Celle de
l'EPCI de calage est nulle par construction : cela ne dit rien de sa précision.

Pour une commune née d'une fusion plus récente que le recensement, l'indicateur retenu est celui de la commune
dont le code survit : la population de chacune des parties n'est pas dans les sources.{merged}
"""
_WITNESS = " ; le troisième sert de contrôle"
_CHECK = """ ;
- contrôle : publié « proche de {checked_rate} % » ; l'estimation donne {checked}."""

_CHECKS = """
## Contrôles passés à la construction

Toutes les communes ont un contour, un point, un indicateur ; aucun recouvrement, aucun trou ; leur réunion
est le département (à 0,1 % près) ; chaque point officiel est dans le contour publié de son EPCI et à moins de
100 m de sa commune ; les EPCI reconstruits recouvrent à 5 % près les contours publiés ; les populations
s'additionnent ({population} habitants) ; chaque lieu est à moins de 1 km de sa commune.
"""
_FEWER = """
## Contrôles passés à la construction

Aucun recouvrement ; aucun trou qui ne soit une enclave ; les populations s'additionnent ({population}
habitants) ; chaque lieu est à moins de 1 km de sa commune. Faute de fichier : {absent}.{unmapped}
"""


def readme_text(
    reference: Reference,
    calibration: Calibration,
    absent: Sequence[str] = (),
    unmapped: Sequence[str] = (),
) -> str:
    """Write the passport of the reference data, in French Markdown.

    Parameters
    ----------
    reference
        The tables as built.
    calibration
        Published aggregates.
    absent
        French titles of the files that were not there.
    unmapped
        Names of the communes without boundary.

    Returns
    -------
    str
    """
    head = _head(reference, reference.fit) + _older(reference)
    method = _contours(reference) + _estimate(reference, calibration)
    population = _integer(int(reference.communes["population"].sum()))
    lost = f" Sans contour : {', '.join(unmapped)}." if unmapped else ""
    checks = (_FEWER if absent or unmapped else _CHECKS).format(
        population=population, absent=", ".join(absent).lower() or "rien", unmapped=lost
    )
    return head + method + checks + _quotations(calibration) + _sources(reference.sources)


def _contours(reference: Reference) -> str:
    """Say how the boundaries were made."""
    codes = reference.communes["code"].tolist()
    example = "".join(text for code, text in _STRADDLING.items() if code in codes)
    cantons = _CANTONS.format(example=example) if len(reference.cantons) else _NO_CANTONS
    is_wide = len({department_of(code) for code in codes}) > 1
    return _CONTOURS.format(cantons=cantons, simplification=_WIDE if is_wide else _TOGETHER)


def _estimate(reference: Reference, calibration: Calibration) -> str:
    """Say how the rates were estimated, or why they were not."""
    fit, epci = reference.fit, reference.epci
    said = {
        "department_rate": _decimal(fit.department_rate_pct, 1),
        "population_year": fit.population_year,
        "people": _integer(calibration.people_15_plus),
        "inhabitants": _integer(calibration.inhabitants),
    }
    if fit.anchor_rate_pct is None:
        return _FLAT.format(**said)
    names = dict(zip(epci["code"], epci["short_name"], strict=True))
    rates = dict(zip(epci["code"], epci["estimated_rate_pct"], strict=True))
    checked = ", ".join(f"{names[code]} {_decimal(rates[code], 1)} %" for code in fit.checked_epci)
    has_witness = fit.checked_rate_pct is not None
    codes = set(reference.communes["code"])
    return _ESTIMATE.format(
        **said,
        indicator_year=fit.indicator_year,
        intercept=_decimal(fit.intercept, 5),
        slope=_decimal(fit.slope, 5),
        anchor=names[fit.anchor_epci],
        anchor_rate=_decimal(fit.anchor_rate_pct, 1),
        witness=_WITNESS if has_witness else "",
        check=_CHECK.format(checked_rate=_decimal(fit.checked_rate_pct, 0), checked=checked)
        if fit.checked_rate_pct is not None
        else ".",
        merged="".join(text for code, text in _MERGED.items() if code in codes),
    )


def _head(reference: Reference, fit: Fit) -> str:
    """Write what the folder holds."""
    vintages = dict(zip(reference.sources["file"], reference.sources["vintage"], strict=True))
    boundaries = next(vintages[name] for name in vintages if name.startswith("communes_"))
    geography = next(date_of_name(name) for name in vintages if name.startswith("commune_epci_"))
    return _HEAD.format(
        boundaries=boundaries,
        geography=geography.year if geography else "",
        indicator_year=fit.indicator_year,
        population_year=fit.population_year,
        communes=len(reference.communes),
        epci=len(reference.epci),
        cantons=len(reference.cantons),
        places=len(reference.places),
    )


def _older(reference: Reference) -> str:
    """Name the older censuses, when the folder holds some."""
    years = ", ".join(str(year) for year in sorted(reference.vintages["year"].unique()))
    return f"| `vintages.csv` | indicateurs des recensements {years}, pour comparer |\n" if years else ""


def _quotations(calibration: Calibration) -> str:
    """Write the source of each published aggregate."""
    lines = [f"- {name} : {source}" for name, source in calibration.quotations]
    return "\n".join(["", "## Chiffres publiés (data/calage.toml)", "", *lines, ""])


def _sources(sources: DataFrame) -> str:
    """Write the passport of each file that was read."""
    lines = [
        f"| `{row['file']}` | {row['producer']} | {row['vintage']} | {row['licence']} | `{row['sha256']}` |"
        for row in sources.to_dict("records")
    ]
    head = ["| fichier lu | producteur | millésime | licence | sha256 |", "| --- | --- | --- | --- | --- |"]
    return "\n".join(["", "## Sources", "", *head, *lines, ""])


def _decimal(value: float, digits: int) -> str:
    """Write a number with a decimal comma."""
    return f"{value:.{digits}f}".replace(".", ",").replace("-", "−")


def _integer(value: int) -> str:
    """Write a whole number with narrow spaces."""
    return f"{value:,}".replace(",", "\u202f")
