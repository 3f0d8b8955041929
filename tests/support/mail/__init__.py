"""Real servers on loopback for what goes out, letters and posts, and small letters."""
