"""Letters of commitment: sent to who signs for a member, signed at a distance, or on paper."""
