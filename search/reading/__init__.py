"""What a researcher does after the first search: questions about many articles at once, answered from the engine's arrays.

One module a view, one shape each: a frozen question, what it gives, and ``answer``. See ``search.reading.desk``.
"""
