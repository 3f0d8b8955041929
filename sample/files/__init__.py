"""The invented city written as the files of the field."""
