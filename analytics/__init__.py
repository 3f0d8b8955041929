"""Plain functions that turn the facts of one build into figures with their uncertainty."""
