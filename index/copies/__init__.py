"""Near-copies: which articles republish another, whole, cut, or within a longer text; across all articles."""
