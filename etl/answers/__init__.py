"""What the commands answer: inspect, status, quarantine, findings, and the outcome of a load."""
