"""What became of it: a job, a training, a move, the end of support; and whether it lasts."""
