"""Commitments per fiscal year and funder."""

from maynum_dash.ui.frame import show

show("budget")
