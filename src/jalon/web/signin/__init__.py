"""Signing in, the second factor, one's account, and choosing for whom one acts."""
