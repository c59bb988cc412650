"""Need against offer, by intercommunality."""

from maynum_dash.ui.frame import show

show("coverage")
