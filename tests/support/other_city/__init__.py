"""A made-up city: its pack, and what its pages show."""
