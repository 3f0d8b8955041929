"""Small frames that analytics are asked about."""
