"""Imports, their history, what changed between two of them, sealed states, register."""

from maynum_dash.ui.frame import show

show("imports")
