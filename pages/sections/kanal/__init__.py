"""Sections of page Kanal: what the digital days did, the share counted otherwise, who came back, days of service."""
