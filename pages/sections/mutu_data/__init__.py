"""Sections of page Mutu data: who owes, who was silent, what was found odd, what was held back, the files."""
