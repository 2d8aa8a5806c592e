"""Reading plans: whole, on the page of a dossier; row by row, for whoever is to change one."""
