"""Pages of the entry: the queue, one orientation at a time, the letter, requests for another."""
