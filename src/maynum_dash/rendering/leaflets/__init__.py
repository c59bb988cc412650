"""Leaflets of one page, for employers and about a territory: as PDF and as a slide."""
