"""Pages of commitments and contracts: one step each, in the order in which they happen."""
