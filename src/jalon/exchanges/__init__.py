"""What the person and those who accompany her write to each other: short messages, read or not.

No chat: a thread of the dossier, block N (shared notes). Who reads the shared notes reads it, and
the person is told who; the référent, and who writes shared notes, answers.
"""
