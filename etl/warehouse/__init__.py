"""The private warehouse: files and rows, versions of a record, pseudonyms, who may write and read."""
