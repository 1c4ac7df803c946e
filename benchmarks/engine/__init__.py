"""The engine against its peers: one run, one machine, the same articles, the same queries, one thread."""
