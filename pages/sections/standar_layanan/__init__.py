"""Sections of page Standar layanan: the standard and who keeps it, by office and service; what is open and how old."""
