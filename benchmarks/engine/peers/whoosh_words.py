"""The neutral query in Whoosh's words, for both engines that speak them."""

from __future__ import annotations

from whoosh import query as wq

from benchmarks.engine.peer import Query


def translated(query: Query, value: wq.Query | None, days: wq.Query | None) -> wq.Query:
    """The query; ``value`` and ``days`` are its two filters, each as the engine has them."""
    parts: list[wq.Query] = [wq.Term("body", word) for word in query.must]
    if query.should:
        parts.append(wq.Or([wq.Term("body", word) for word in query.should]))
    if query.phrase:
        parts.append(wq.Phrase("body", list(query.phrase)))
    if query.prefix:
        parts.append(wq.Prefix("body", query.prefix))
    asked = parts[0] if len(parts) == 1 else wq.And(parts)
    for required in (value, days):
        if required is not None:
            asked = wq.Require(asked, required)
    return asked
