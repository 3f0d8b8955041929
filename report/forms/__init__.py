"""The report as files: PDF and PNG by Typst, HTML; and what can be read of such a file again."""
