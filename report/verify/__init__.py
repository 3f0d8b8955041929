"""Whether a file is the report it says it is, and whether its figures are still those of its build."""
