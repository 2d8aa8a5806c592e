"""Signing in through the State: ProConnect for professionals, FranceConnect for the person.

`providers` says whom we speak to, `fetching` speaks to them and to nobody else, `discovery` learns
their addresses and keys, `authorization` sends the browser there and takes it back, `tokens` checks
what they signed, `arrivals` opens the session, `departures` closes theirs with ours,
`linking` lets an account be opened by them, or no more.
"""
