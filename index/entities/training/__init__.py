"""How the model of ``index.entities.model`` is made: word clusters from articles, weights from annotated ones.

Useful for: ``python -m index train``. Needs ``requirements-train.txt``; nothing here is loaded when articles are read.
"""
