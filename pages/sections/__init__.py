"""Sections of one page each, named after it; the page file puts them in order."""
