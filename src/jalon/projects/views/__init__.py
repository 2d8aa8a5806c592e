"""Pages of projects: written by the consortium, read by the State once filed."""
