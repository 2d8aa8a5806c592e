"""What the consortium types: the frame, the texts, the parts of members, the money."""
