"""Sections of page Peta: the map with its legend, its words, its story and its table."""
