"""Sections of page Standar layanan: the standard and who keeps it, what is open and how old, what citizens answered."""
