"""The end of a dossier: kept while it serves, archived, then destroyed, with proof (CASF, R.263-8).

Pages decide nothing here by themselves: they read what was foreseen and leave orders, which the
background process carries out under the database's owner.
"""
