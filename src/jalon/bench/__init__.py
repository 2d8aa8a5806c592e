"""Measuring: each promise of speed has its bench, with a reference beside it in the same run."""
