"""From raw files to a published build."""
