"""Floor 2: tables in, tables out; pure."""
