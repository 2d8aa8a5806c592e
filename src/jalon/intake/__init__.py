"""Lists of partners made into people and dossiers: read, check, recognise, propose, apply, undo."""
