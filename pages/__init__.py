"""The dashboard: a page a file, read in the order the user sees; what pages share in rooms beneath.

`charts` and `maps` draw, `view` is what a session looks at, `parts` are pieces of a page, `frame` stands around every
page, `sections` hold a page's own parts.
"""
