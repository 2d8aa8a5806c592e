"""The pages of the data-protection officer on the end of dossiers."""
