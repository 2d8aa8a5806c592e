"""Facts, written once and read by all: timeline, live screens, history, figures.

Also the readings: who looked at which dossier, in the same transaction as the page.
Knows who acts (accounts); knows nothing of what the facts are about.
"""
