"""The desk of the data-protection officer: requests of people, objections, the register, exports.

What a person asks about their own data arrives here with its legal deadline. The officer never
reads a dossier: a request carries what its answer needs. Also what a whole dossier is, once, for
the file and the document that a person takes away.
"""
