"""Pages of letters: followed by the consortium, signed by who holds the link."""
