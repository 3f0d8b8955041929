"""What each source is: contracts, declarations of the user, titles, reference tables, and the words they know."""
