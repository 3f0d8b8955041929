"""A mail server of the tests, and letters read back from it."""
