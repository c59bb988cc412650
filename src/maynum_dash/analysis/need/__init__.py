"""Need and offer: sources, coverage, access, priorities, equity, and the sheet of a territory."""
