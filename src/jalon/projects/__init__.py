"""The answer to a call: a project written together, its consortium, its money, and its filing."""
