"""What the invented city knows of itself: the right answer to every published figure."""
