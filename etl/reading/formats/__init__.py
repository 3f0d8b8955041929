"""One module a format: delimited text, its fast way, workbooks, XML 2003, HTML, JSON and Parquet."""
