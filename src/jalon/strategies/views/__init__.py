"""Pages of strategies: read by everybody, written and adopted by those who answer for them."""
