"""The desk, the questions put to a body, the register, and what is taken away."""
