"""Lists of partners turned into people and dossiers: read, check, recognise, propose, apply, undo."""
