"""How a person enters: who orients them, towards which track and which body; who takes them on.

A body that orients receives the information, an officer takes one dossier at a time, reads a
proposal that explains itself, decides and says why. Above dossiers: it seats people around them.
"""
