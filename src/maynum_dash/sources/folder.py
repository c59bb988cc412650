"""Where the data shipped with the project stand."""

import os
from pathlib import Path

DATA = Path(os.environ.get("MAYNUM_DATA", Path(__file__).parents[3] / "data"))
REFERENCE = DATA / "reference"
DEMO_WORKBOOK = DATA / "demo" / "suivi-maynum-demonstration.xlsx"
SCALE = DATA / "bareme.toml"
HEADINGS = DATA / "entetes.csv"
METHOD = Path(__file__).parents[3] / "docs" / "methode.md"
