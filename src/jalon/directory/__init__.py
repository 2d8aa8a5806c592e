"""Who belongs where: organisations, their places, and the people who hold them.

The records themselves (User, Organisation, Affiliation) are in `accounts`, which everything may
know; here is how they come and go, and the pages where one looks them up. Knows no dossier: what
a departure means elsewhere is declared in `departures`.
"""
