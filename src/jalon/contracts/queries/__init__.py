"""What contracts and commitments say, for those who may read it."""
