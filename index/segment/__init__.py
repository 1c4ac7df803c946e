"""The columnar codec: a segment of the index as flat arrays in one memory-mapped file.

By the question you have:

- How do bytes lie in the file, how is damage noticed? ``layout``.
- How are small numbers packed? ``packing``. How is a sorted list of terms searched? ``terms``.
- Which documents hold a term, how often, where? ``postings``. How long is a field? ``lengths``.
- Which values does a document have? ``columns``. What was stored of it? ``stored``.
- How does a batch of articles become a segment? ``builder``. How do segments become one? ``merge``.
- How does Whoosh read and write all this? ``codec``.
"""
