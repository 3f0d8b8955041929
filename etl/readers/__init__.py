"""Any file of a source to text records in the temporary table `raw`, each with its place."""

from etl.readers.reading import Reading, read_file

__all__ = ["Reading", "read_file"]
