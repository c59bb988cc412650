"""Floor 0: the rules of the scheme, written with the standard library only."""
