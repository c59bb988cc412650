"""One module per page, read from top to bottom as the screen is."""
