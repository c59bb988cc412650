"""Coverage and budget steering for the « Conseiller May Num » scheme."""
