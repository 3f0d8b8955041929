"""What a file says by itself as a step of a load: as one, or part by part, which are then put together."""
