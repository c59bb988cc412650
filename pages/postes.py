"""Every post, and the sheet of one."""

from maynum_dash.ui.frame import show

show("posts")
