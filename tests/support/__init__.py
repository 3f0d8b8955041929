"""What several tests need: stores, files, frames and readers of results. No test imports from another test."""
