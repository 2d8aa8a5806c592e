"""What the desk shows, who read a dossier, and what a whole dossier is."""
