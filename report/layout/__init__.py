"""From content to what the template sets: texts and drawings, each with its words."""
