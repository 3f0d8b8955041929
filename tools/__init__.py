"""What is run once or at a start: the shipped cartogram and the files that a browser fetches."""
