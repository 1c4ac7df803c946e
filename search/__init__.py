"""Reads: query, facets, highlights, exports. Knows no HTML and no web framework."""
