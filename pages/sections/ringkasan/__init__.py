"""Sections of page Ringkasan: what the cards of the four answers hold, other tasks, and the places compared."""
