"""Any file of a source to text records in the temporary table `raw`, each with its place."""

from etl.readers.careful import Reading
from etl.readers.reading import read_file

__all__ = ["Reading", "read_file"]
