"""Sections of Perbaikan data: what is held and what mends it, tables that people keep, what was changed."""
