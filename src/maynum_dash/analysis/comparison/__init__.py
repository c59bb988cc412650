"""What changed between two states of the data, reconciled to the cent."""
