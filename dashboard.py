"""Home page: the state of the scheme in one look."""

from maynum_dash.ui.frame import show

show("home")
