"""Near-copies in words: « repris par 3 titres », « 2 autres versions »."""

from __future__ import annotations

from search.result import CopyGroup
from web.language import counted, t


def summary(group: CopyGroup, source: str) -> str:
    """What a result of that source stands for: by how many other titles it was republished; versions of one title;
    or, where no source is named, copies."""
    if group.sources:
        titles = counted("copies.titles", group.sources)
        more = group.count > group.sources
        return t("copies.titles_and_versions", titles=titles, versions=_versions(group)) if more else titles
    return _versions(group) if source else counted("copies.count", group.count)


def _versions(group: CopyGroup) -> str:
    return counted("copies.versions", group.count)
