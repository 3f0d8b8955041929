"""What tests of the loop with the offices share."""
