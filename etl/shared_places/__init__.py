"""What a load shares with the workers of a cluster while it lasts, and what one that died left there."""
