"""Pages of vigilance: alerts to decide, and the second factor given again."""
