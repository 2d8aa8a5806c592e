"""A stolen account gets little: budgets of reading, slow-down, second factor again, stop, alerts.

Counts, for each account, the distinct people whose dossier or name it was shown, exactly and in
the statement that shows them. Knows accounts and the journal; knows no dossier: a person is a
number to it.
"""
