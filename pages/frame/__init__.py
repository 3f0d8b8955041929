"""What stands around every page: filters, language and the trail of places."""
