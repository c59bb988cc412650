"""The README.md of the reference data: where every figure comes from, how it was computed, its limits."""

from pandas import DataFrame

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

_METHOD = """
## Contours

1. Les communes du fichier de contours sont réunies selon les mouvements de communes jusqu'à celles
   d'aujourd'hui ; un trou de moins de 10 ha (défaut du fichier ou enclave) est donné à la commune voisine.
2. Une commune appartient au canton qui couvre au moins la moitié de sa surface. Celle qui n'en a pas est
   coupée par les limites des cantons ; ces limites sont grossières (environ 1 % de la surface). Une commune
   réunie depuis à cheval sur deux cantons (Château-Gontier-sur-Mayenne, à 59 % dans celui d'Azé) va entière à
   l'un d'eux : la population de ces cantons n'est pas celle des élections.
3. La simplification (Visvalingam–Whyatt, tolérance de 200 m, Lambert-93) porte sur les limites partagées ;
   EPCI et cantons sont réunis **après** elle : les trois niveaux se superposent exactement, sans vide.

## Illectronisme : estimation synthétique, non produite par l'Insee

logit(taux d'une commune) = a + b · x, où x est la part (%) des personnes de 15 ans ou plus sorties du
système scolaire avec au plus un CAP ou un BEP (RP {indicator_year}). a et b sont résolus pour que les
moyennes pondérées retrouvent deux taux publiés ; le troisième sert de contrôle.

- a = {intercept}, b = {slope} (par point de pourcentage) ;
- département : {department_rate} %, {anchor} : {anchor_rate} % (calage) ;
- contrôle : publié « proche de {checked_rate} % » ; l'estimation donne {checked}.

Population de 15 ans ou plus d'une commune = population municipale {population_year} × {people} /
{inhabitants} (même part partout : hypothèse). Taux de l'EPCI = moyenne de ses communes, pondérée par cette
population.

Fourchette (`rate_low_pct`, `rate_high_pct`) : la même estimation, recalée, avec
x = w · (part des 65 ans ou plus) + (1 − w) · (part des peu diplômés), w de 0 à 1 par pas de 0,05. Celle de
l'EPCI de calage est nulle par construction : cela ne dit rien de sa précision.

Pour une commune née d'une fusion plus récente que le recensement, l'indicateur retenu est celui de la commune
dont le code survit : la population de chacune des parties n'est pas dans les sources. Pour
Vimartin-sur-Orthe (53249 ; 53239, 53249 et 53274 réunies en 2021), une moyenne pondérée changerait le taux de
son EPCI de moins de 0,01 point.

## Contrôles passés à la construction

Toutes les communes ont un contour, un point, un indicateur ; aucun recouvrement, aucun trou ; leur réunion
est le département (à 0,1 % près) ; chaque point officiel est dans le contour publié de son EPCI et à moins de
100 m de sa commune ; les EPCI reconstruits recouvrent à 5 % près les contours publiés ; les populations
s'additionnent ({population} habitants) ; chaque lieu est à moins de 1 km de sa commune.
"""


def readme_text(reference: Reference, calibration: Calibration) -> str:
    """Write the passport of the reference data, in French Markdown.

    Parameters
    ----------
    reference
        The tables as built.
    calibration
        Published aggregates.

    Returns
    -------
    str
    """
    fit, epci = reference.fit, reference.epci
    names = dict(zip(epci["code"], epci["short_name"], strict=True))
    rates = dict(zip(epci["code"], epci["estimated_rate_pct"], strict=True))
    checked = ", ".join(f"{names[code]} {_decimal(rates[code], 1)} %" for code in fit.checked_epci)
    method = _METHOD.format(
        indicator_year=fit.indicator_year,
        intercept=_decimal(fit.intercept, 5),
        slope=_decimal(fit.slope, 5),
        department_rate=_decimal(fit.department_rate_pct, 1),
        anchor=names[fit.anchor_epci],
        anchor_rate=_decimal(fit.anchor_rate_pct, 1),
        checked_rate=_decimal(fit.checked_rate_pct, 0),
        checked=checked,
        population_year=fit.population_year,
        people=_integer(calibration.people_15_plus),
        inhabitants=_integer(calibration.inhabitants),
        population=_integer(int(reference.communes["population"].sum())),
    )
    head = _head(reference, fit) + _older(reference)
    return head + method + _quotations(calibration) + _sources(reference.sources)


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
