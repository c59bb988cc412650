"""Slides: what a presentation says, whatever draws it afterwards."""
