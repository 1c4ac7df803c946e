"""What templates may call: texts, numbers, dates, marked texts. Text is escaped first, then marked."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace

from flask import Flask
from markupsafe import Markup, escape

from search.envelope import marked_html
from search.query import problems
from search.query.tree import Problem
from search.request import Pair, SearchRequest
from search.result import Marked
from web import copies, engine, i18n, language, links, tabs
from web.i18n import display
from web.version import code_version


def number(value: int) -> str:
    """A number as the reader writes it."""
    return display.number(value, language.lang())


def date(value: str) -> str:
    """An ISO date in the reader's words."""
    return display.date(value, language.lang())


def published(value: str, *, with_time: bool = False) -> Markup:
    """A publication date as a ``time`` element; what is no date stays text."""
    shown = date(value)
    clock = display.clock(value, language.lang()) if with_time else ""
    if shown == value[:10] and not value[:4].isdecimal():
        return escape(value)
    return Markup('<time datetime="{}">{}</time>').format(value, f"{shown}, {clock}" if clock else shown)


def marked(text: Marked) -> Markup:
    """A text with its spans in ``mark``."""
    return Markup(marked_html(text))  # noqa: S704 - marked_html escapes every piece of the text


def told(problem: Problem, query: str) -> str:
    """A problem of that query in the reader's language."""
    return problems.sentence(problem, query, "en" if language.lang() == "en" else "fr")


def hidden(wanted: SearchRequest, fields: Container[str], own: Sequence[Pair] = ()) -> Markup:
    """The search as hidden inputs, and the ``own`` parameters of a view, without what the form has fields for; always
    from the first page."""
    pairs = [*replace(wanted.first_page(), facets=None, options=()).to_pairs(), *own]
    return Markup("").join(
        Markup('<input type="hidden" name="{}" value="{}">').format(*pair) for pair in pairs if pair[0] not in fields
    )


def size(value: int) -> str:
    """A number of bytes."""
    return display.size(value, language.lang())


def install(app: Flask) -> None:
    """Make them known to the application's templates."""
    app.jinja_env.filters.update(number=number, date=date, published=published, marked=marked, size=size, told=told)
    app.jinja_env.globals.update(
        t=language.t,
        counted=language.counted,
        links=links,
        hidden=hidden,
        tabs=tabs.tabs,
        copies_summary=copies.summary,
    )
    app.context_processor(_frame)


def _frame() -> dict[str, object]:
    """What the frame of every page needs."""
    lang = language.lang()
    return {
        "lang": lang,
        "other_lang": next(other for other in i18n.LANGUAGES if other != lang),
        "site_name": engine.settings().site_name,
        "code_version": code_version(),
    }
