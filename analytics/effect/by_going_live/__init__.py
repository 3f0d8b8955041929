"""What going live did: offices that go live in waves against those not live yet, and the trips that it saved."""
