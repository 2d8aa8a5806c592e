"""What makes a project eligible, as the writer of a call says it, and why it is or is not."""
