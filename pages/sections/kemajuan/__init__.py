"""Sections of page Kemajuan: coverage, targets with pace, forecast, chances, what going live did."""
