"""Map of need and response."""

from maynum_dash.ui.frame import show

show("territories")
