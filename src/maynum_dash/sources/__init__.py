"""Floor 1: read and type what comes in; never join."""
