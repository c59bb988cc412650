"""The base of every refusal."""

from typing import Any


class MaynumError(Exception):
    """Base of every refusal; its text is the French sentence shown to the user."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Cross a process as it was written: its class takes facts, not the sentence."""
        return _rewritten, (type(self), self.args, dict(self.__dict__))


def _rewritten(kind: type[MaynumError], args: tuple[Any, ...], facts: dict[str, Any]) -> MaynumError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(facts)
    return error
