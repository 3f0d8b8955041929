"""What every reader needs: kinds of files, unpacking, text, headers, widths, records and places, cells without data."""
