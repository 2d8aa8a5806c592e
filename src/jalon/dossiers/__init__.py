"""What several organisations do together for one person.

A dossier is opened for a person, gathers the professionals who support them under one référent,
and holds what they need to share. A block of the page is a table. Knows people; knows nothing of
offers or calls.
"""
