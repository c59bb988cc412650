"""Floor 1: what the dashboard remembers; imports, sealed states, register, in SQLite or PostgreSQL."""
