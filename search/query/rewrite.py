"""Other queries near a query: without a leaf, with a word replaced, with any of its words instead of all."""

from __future__ import annotations

from dataclasses import replace

from search.query.simplify import all_of, any_of, none_of
from search.query.tree import And, Everything, Fuzzy, Leaf, Node, Not, Or, Pattern, Phrase, Value, Word


def without(tree: Node, leaf: Leaf) -> Node:
    """The tree without that leaf (the one at its position), simplified; Everything when nothing is left."""
    left = _without(tree, leaf)
    return Everything() if left is None else left


def _without(node: Node, leaf: Leaf) -> Node | None:
    match node:
        case And(parts) | Or(parts):
            left = [part for part in (_without(part, leaf) for part in parts) if part is not None]
            if not left:
                return None
            return all_of(left) if isinstance(node, And) else any_of(left)
        case Not(part):
            inner = _without(part, leaf)
            return None if inner is None else none_of(inner)
        case _:
            return None if node == leaf else node


def replace_word(tree: Node, old_leaf: Leaf, new_text: str) -> Node:
    """The tree with another text in that leaf. Several words instead of one make a phrase."""
    match tree:
        case And(parts):
            return all_of(replace_word(part, old_leaf, new_text) for part in parts)
        case Or(parts):
            return any_of(replace_word(part, old_leaf, new_text) for part in parts)
        case Not(part):
            return none_of(replace_word(part, old_leaf, new_text))
        case Word(_, field, strict, start) if tree == old_leaf and " " in new_text:
            return Phrase(new_text, field, 0, strict, start)
        case Word() | Phrase() | Pattern() | Fuzzy() | Value() if tree == old_leaf:
            return replace(tree, text=new_text)
        case _:
            return tree


def any_word(tree: Node) -> Node:
    """Any of the words and phrases asked for together, instead of all of them.

    Exclusions, facet values, dates and groups stay conditions. The tree itself, when it does not
    ask for two words or more.
    """
    if not isinstance(tree, And):
        return tree
    words = [part for part in tree.parts if isinstance(part, Word | Phrase | Pattern | Fuzzy)]
    others = [part for part in tree.parts if not isinstance(part, Word | Phrase | Pattern | Fuzzy)]
    return all_of([any_of(words), *others]) if len(words) > 1 else tree
