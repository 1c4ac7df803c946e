"""Writes: reads files, analyses, annotates and stores them. ``index.article`` is the noun in the middle."""
