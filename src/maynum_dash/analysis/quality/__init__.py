"""What reading found, what it costs, and what the team decides of it: columns, rows of the State."""
