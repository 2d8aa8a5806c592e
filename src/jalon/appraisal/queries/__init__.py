"""What the appraisal of a call shows, worked out from what is kept."""
