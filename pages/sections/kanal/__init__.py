"""Sections of page Kanal: what the digital days did, and the share counted in other ways."""
