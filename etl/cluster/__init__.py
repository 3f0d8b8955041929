"""A load's steps on the workers of a Dask cluster that is already there; nothing of it is imported without one.

What travels through the engine is a folder's name and a number, and back the name of what was done: files, rows and
what is declared stay in a private folder that driver and workers share.
"""
