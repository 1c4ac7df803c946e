"""From what is typed to a tree (``tree``), without ever failing (``parser``), and back to words (``explain``)."""
