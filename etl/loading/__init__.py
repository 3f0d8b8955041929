"""A load from the raw folder to a build: what is given, one file, its outcome, what was last loaded, forgetting."""
