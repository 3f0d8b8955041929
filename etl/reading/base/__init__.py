"""What every reader needs: kind of file, unpacking, text, row widths, records and their places, cells without data."""
