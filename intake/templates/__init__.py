"""Files to fill in: the walk-in workbook of one office and month, and a table with the titles of any other source.

What comes back of them is read whole: no cell that a person fills in is held back for how the file was made or saved.
"""
