"""The engine against its peers: one run, one machine, the same articles, the same queries, one thread.

- ``corpus`` makes the articles, ``queries`` the queries, ``peer`` says what an engine must answer, ``peers`` holds one each.
- ``indexes`` builds what is missing; ``compare`` holds the answers to counts over the articles and to each other;
  ``harness`` takes times; ``report`` and ``plot`` show them.

What makes it fair: every engine gets the same words with positions, keeps id and text, has BM25 with k1 = 1.2 and b = .75
where that can be set, and answers by its own best means (each peer's module says which); engines in a process of their own
take their own times; nobody's cache of answers is used; a first call of each query does not count.
What is not measured: several threads, deletions, updates while searching.
"""
