"""Scenarios: what is supposed, what it changes, side by side, and what a post costs an employer."""
