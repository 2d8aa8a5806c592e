"""Arbitration: scenarios under constraints, the proposal, and what the ranking depends on."""
