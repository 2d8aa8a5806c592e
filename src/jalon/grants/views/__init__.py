"""Pages of agreements: of the State, of the carrier, and of everybody."""
