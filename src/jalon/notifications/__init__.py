"""What is told to whom, and how soon: in Jalon always, by e-mail as each account chooses.

A fact of the journal is spread, after its commit, to those whom the table of `rules` names and who
may know of it; a day's digest gathers the rest. A mail never says what: it leads here.
"""
