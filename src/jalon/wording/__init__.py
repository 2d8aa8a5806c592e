"""What must not be written in a dossier: found in context, told with the reason and a better place.

Classes and words are data (`lexicons/*.toml`, dated, with their legal source). This room knows
nobody: any room that keeps what people write asks `guard.review` before it saves.
"""
