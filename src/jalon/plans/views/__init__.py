"""The plan on the page of a dossier, and on a page of its own where it is written."""
