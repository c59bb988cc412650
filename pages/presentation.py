"""Présentation: slides for a committee, shown full screen or taken away."""

from maynum_dash.ui.frame import show

show("presentation")
