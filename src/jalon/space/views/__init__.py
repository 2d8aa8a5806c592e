"""One page, one idea."""
