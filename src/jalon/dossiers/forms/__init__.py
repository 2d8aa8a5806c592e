"""What people type about a dossier, checked before an operation is asked for."""
