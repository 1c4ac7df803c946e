"""One person, one value: names joined across articles, and the user's own corrections.

Useful for: what a name is called in the facets. Not for: finding names in a text, or joining the mentions of
one article; see ``index.entities``.
"""
