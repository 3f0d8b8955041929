"""The monthly report, in the order in which a month travels.

`content` (what a month says, as plain data), `drawing` (its charts and maps as SVG), `record` (what is kept of it),
`layout` (texts and drawings for the template), `forms` (PDF, PNG and HTML), `archive` (kept months and revisions),
`verify` (is a file what it says it is).
"""
