"""Slides as HTML: the same markup, style and script in the page and in the stand-alone file."""
