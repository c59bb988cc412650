"""The catalogue of anomalies as a document for people."""

from typing import Final

from maynum_dash.domain.titles import entries

_HEAD: Final = """# Catalogue des anomalies

Ce que la lecture d’un fichier peut trouver. Les codes ne changent jamais : vos propres outils peuvent s’y
fier (`maynum verifier --json`, champ `code`). La gravité est l’habituelle : elle devient « bloquante » quand
la ligne ne peut pas être comptée. « … » tient la place de ce que chaque anomalie nomme. La page *Imports*,
rubrique *Qualité*, montre celles de vos données, les euros en jeu d’abord.

| Code | Anomalie | Gravité | Sens et remède |
| --- | --- | --- | --- |
"""


def catalogue_document() -> str:
    """Write ``docs/anomalies.md``: one line per code, the gravest first."""
    lines = (f"| `{one.code}` | {one.title} | {one.severity} | {one.remedy} |" for one in entries())
    return _HEAD + "".join(f"{line}\n" for line in lines)
