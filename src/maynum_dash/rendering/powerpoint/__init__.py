"""Slides as a PowerPoint deck: native charts, shapes, tables and notes, in our dress or the user's."""
