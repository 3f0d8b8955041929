"""Sections of page Kelurahan: every office in a table, one before it goes live, its share beside others, its like."""
