"""Measures what the product promises about speed: `python -m bench` (see __main__)."""
