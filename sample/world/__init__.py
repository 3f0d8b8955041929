"""The invented city: offices, people, days, outages, the roll-out and every defect that is planted."""
