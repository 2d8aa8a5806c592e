"""How the pieces are put together: settings, root addresses, subscriptions to the journal."""
