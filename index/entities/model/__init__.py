"""The learned tagger of persons' and places' names: a linear-chain CRF, read with NumPy alone.

Useful for: the spans that name persons and places (``names.find_names``). Not for: which place or person a span
means; see ``index.entities.resolve`` and ``index.entities.linking``.

Every feature depends on one word type at an offset, or on a few small classes of words side by side. So a
type's share of the scores is computed once, at first sight, and a text is a sum of rows (``scorer``).
"""
