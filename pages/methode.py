"""Definitions, formulas, sources and limits."""

from maynum_dash.ui.frame import show

show("method")
