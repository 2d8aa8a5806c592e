"""Home, public pages, health, error pages."""
