"""Adding a decision to the user's file and taking one back; all else keeps every byte.

A YAML library that writes what it has read moves comments and line breaks about. So the text is
edited at the places that the parser names, and read again to see that it says what it should.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import yaml
from yaml.nodes import CollectionNode, MappingNode, Node

from kg.errors import ConfigError
from kg.resolve.decisions import ALIAS, Entry
from kg.resolve.decisions.files import Item, items, items_under, lists_of, root_of

_HEAD = "# Your decisions about who is who, see docs/identity.md.\n"


def with_entry(text: str, entry: Entry) -> str:
    """The text of a decisions file with one entry more, at the end of its list."""
    root = root_of(text)
    found = lists_of(root).get(entry.verdict)
    if found is not None:
        made = _into_list(text, *found, entry)
    elif root is not None and root.flow_style:
        made = _spliced(text, *_after_last(root), f"{entry.verdict}: {_flow_list(entry)}")
    else:
        made = _new_list(text, root, entry)
    return _checked(made, [*_entries(text), entry], entry)


def without_entry(text: str, entry: Entry) -> str:
    """The text without the entry that stands on the same line and decides the same."""
    root = root_of(text)
    key, value = lists_of(root)[entry.verdict]
    listed = [item for item in items_under(root) if item.entry.verdict == entry.verdict]
    siblings = [item.node for item in listed]
    found = next(item for item in listed if item.entry == entry)
    if not isinstance(value, CollectionNode):
        raise TypeError(f"'{entry.verdict}' is no list")
    if value.flow_style:
        made = _cut_flow(text, found, siblings, value)
    elif len(siblings) == 1:
        made = _cut_lines(text, key, _last(found.value or found.node))
    else:
        first = _dash(text, found.node, value)
        made = text[:first] + text[_line_end(text, _end(found.value or found.node)) :]
    left = [one for one in _entries(text) if one != entry]
    made = _checked(made, left, entry)
    return "" if made.strip() in ("", _HEAD.strip()) else made


# Adding


def _into_list(text: str, key: Node, value: Node, entry: Entry) -> str:
    if not isinstance(value, CollectionNode):  # `same:` with nothing under it
        if value.value:
            at, end = value.start_mark.index, value.end_mark.index
            return f"{text[:at]}{_flow_list(entry)}{text[end:]}"
        colon = text.index(":", key.end_mark.index) + 1
        return f"{text[:colon]} {_flow_list(entry)}{text[colon:]}"
    mapped = isinstance(value, MappingNode)
    if mapped and entry.verdict != ALIAS:
        raise ConfigError(f"line {key.start_mark.line + 1}: '{key.value}' is a mapping: use a list")
    line = _pair(entry) if mapped else _flow(entry)
    if value.flow_style:
        return _spliced(text, *_after_last(value), line)
    end = _line_end(text, _end(value))
    indent = " " * value.start_mark.column
    dash = "" if mapped else "- "
    return _with_line(text, end, f"{indent}{dash}{line}")


def _new_list(text: str, root: MappingNode | None, entry: Entry) -> str:
    column = root.start_mark.column if root else 0
    indent = " " * column
    row = _pair(entry) if entry.verdict == ALIAS else f"- {_flow(entry)}"
    end = len(text) if root is None else _line_end(text, _end(root))
    start = text if text.strip() else _HEAD
    end = end if text.strip() else len(start)
    return _with_line(start, end, f"{indent}{entry.verdict}:{_ends(text)}{indent}  {row}")


def _with_line(text: str, at: int, line: str) -> str:
    """The text with a line more from `at` on, where a line begins or the text ends."""
    before = text[:at]
    gap = "" if not before or before.endswith("\n") else _ends(text)
    return f"{before}{gap}{line}{_ends(text)}{text[at:]}"


def _ends(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _after_last(node: CollectionNode) -> tuple[int, str]:
    """Where in `[…]` or `{…}` something more may stand, and what must stand before it."""
    if not node.value:
        return node.start_mark.index + 1, ""
    return _end(_last(node, deep=False)), ", "


def _spliced(text: str, at: int, before: str, more: str) -> str:
    return f"{text[:at]}{before}{more}{text[at:]}"


def _flow_list(entry: Entry) -> str:
    return f"{{{_pair(entry)}}}" if entry.verdict == ALIAS else f"[{_flow(entry)}]"


def _flow(entry: Entry) -> str:
    names = list(entry.names)
    said = {key: value for key, value in (("why", entry.why), ("date", entry.date)) if value}
    return _yaml({"names": names, **said} if said else names)


def _pair(entry: Entry) -> str:
    name, entity = entry.names
    said = {key: value for key, value in (("why", entry.why), ("date", entry.date)) if value}
    return _yaml({name: {"entity": entity, **said} if said else entity})[1:-1]


def _yaml(value: object) -> str:
    """One line of YAML, whatever the names hold."""
    style = None if str(value).isprintable() and "\\" not in str(value) else '"'
    dumped = yaml.safe_dump(
        value,
        default_flow_style=True,
        default_style=style,
        width=10**9,
        allow_unicode=style is None,
        sort_keys=False,
    )
    return str(dumped).strip()


# Taking back


def _cut_flow(text: str, item: Item, siblings: Sequence[Node], value: CollectionNode) -> str:
    """Without one item of `[…]` or `{…}`, and without the comma that parted it."""
    at = siblings.index(item.node)
    start, end = item.node.start_mark.index, _end(item.value or item.node)
    if at + 1 < len(siblings):
        end = siblings[at + 1].start_mark.index
    elif at:
        start = _end(_before(value, at))
    elif comma := re.match(r"\s*,", text[end:]):
        end += comma.end()
    return text[:start] + text[end:]


def _before(value: CollectionNode, at: int) -> Node:
    found = value.value[at - 1]
    return found[1] if isinstance(found, tuple) else found  # type: ignore[no-any-return]


def _cut_lines(text: str, first: Node, last: Node) -> str:
    start = text.rfind("\n", 0, first.start_mark.index) + 1
    return text[:start] + text[_line_end(text, last.end_mark.index) :]


def _dash(text: str, node: Node, parent: CollectionNode) -> int:
    """Where the lines of an item of a block begin: those of its dash, or of its key."""
    start = text.rfind("\n", 0, node.start_mark.index) + 1
    column = parent.start_mark.column
    while not isinstance(parent, MappingNode) and text[start + column] != "-":
        start = text.rfind("\n", 0, start - 1) + 1
    return start


# Places


def _last(node: Node, *, deep: bool = True) -> Node:
    """The last node inside; `deep` goes on to where the text of a block really ends."""
    while isinstance(node, CollectionNode) and node.value:
        if deep and node.flow_style:
            break
        found = node.value[-1]
        node = found[1] if isinstance(found, tuple) else found
        if not deep:
            break
    return node


def _end(node: Node) -> int:
    """Where the text of a node ends; a block's own mark stands after blanks and comments."""
    return int(_last(node).end_mark.index)


def _line_end(text: str, at: int) -> int:
    """The beginning of the next line, or the end of the text."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _entries(text: str) -> list[Entry]:
    return [item.entry for item in items(text)]


def _checked(made: str, wanted: Sequence[Entry], entry: Entry) -> str:
    """The text, if it says what is wanted; lines apart, which have moved."""
    try:
        said = sorted(replace(one, line=0) for one in _entries(made))
    except ConfigError:
        said = []
    if said != sorted(replace(one, line=0) for one in wanted):
        raise ConfigError(
            "the file is laid out in a way that cannot be edited without disturbing it: write or "
            f"remove '{entry.verdict}: [{_flow(entry)}]' by hand, then run 'kg resolve'"
        )
    return made
