"""What the person reads of their own dossier, each reading on record like any other."""
