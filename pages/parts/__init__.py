"""Pieces that several pages show: cards, tables, charts with their tools, downloads and explanations."""
