"""Sections of page Bantuan 112: who still needs help, what calls were about and when, how long help takes, senders."""
