"""Jalon: one dossier per person, shared live by all who support them."""
