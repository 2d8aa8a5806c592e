"""What surrounds every page, from the outside in (the order is in the settings)."""
