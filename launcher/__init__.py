"""What `./jalon` does. Only the standard library: this runs before anything is installed."""
