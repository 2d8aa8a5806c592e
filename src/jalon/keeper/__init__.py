"""What nobody asks for in a page, done in time: sealing, purging, reminding, ending.

One process (`manage keep`), under the database's owner. Other rooms give it their tasks from
`config/subscriptions.py`; it knows none of them.
"""
