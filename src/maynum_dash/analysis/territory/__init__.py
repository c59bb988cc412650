"""Territories: names found, posts and places put on the map, boundaries and reference tables made."""
