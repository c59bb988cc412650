"""The base of every refusal."""


class MaynumError(Exception):
    """Base of every refusal; its text is the French sentence shown to the user."""
