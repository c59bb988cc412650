"""What-if: renewals, State funding, new posts, side by side."""

from maynum_dash.ui.frame import show

show("scenarios")
