"""What is kept of a report beside its files: content, versions, where it came from, what a revision changed."""
