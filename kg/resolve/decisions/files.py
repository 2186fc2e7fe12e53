"""Reading the user's decisions from YAML or CSV; a mistake is told with line and column."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from kg.errors import ConfigError
from kg.resolve.decisions import ALIAS, VERDICTS, Decisions, Entry

MOST_BYTES = 20_000_000
LONGEST_NAME = 1_000  # characters; the longest names of bodies have about 200
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_TEXT = "tag:yaml.org,2002:str"
_NOTHING = "tag:yaml.org,2002:null"


@dataclass(frozen=True, slots=True)
class Item:
    """An entry with the node it was read from; of an alias in a mapping, `node` is its key."""

    entry: Entry
    node: Node
    value: Node | None = None


def load_decisions(path: Path) -> Decisions:
    """Read a decisions file, YAML or CSV by its ending; ConfigError says where it is wrong."""
    return parse_decisions(read_text(path), str(path), is_csv=is_csv(path))


def is_csv(path: Path) -> bool:
    return path.suffix.lower() == ".csv"


def read_text(path: Path) -> str:
    """The file as it is, line ends included."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        why = error.strerror or error
        raise ConfigError(f"{path}: decisions file cannot be read: {why}") from error
    if len(raw) > MOST_BYTES:
        raise ConfigError(f"{path}: decisions file is larger than {MOST_BYTES:,} bytes")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{path}: line {line} is not UTF-8: save the file as UTF-8") from error


def parse_decisions(text: str, name: str, *, is_csv: bool = False) -> Decisions:
    """The decisions in a text; `name` stands before what is wrong with it."""
    try:
        entries = _csv_entries(text) if is_csv else (item.entry for item in items(text))
        return Decisions.of(entries)
    except ConfigError as error:
        raise ConfigError(f"{name}: {error}") from error


def root_of(text: str) -> MappingNode | None:
    """The mapping that a decisions file is; None if it holds nothing."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.reader.ReaderError as error:
        before = text[: error.position].split("\n")
        place = f"line {len(before)}, column {len(before[-1]) + 1}"
        raise ConfigError(f"{place}: not valid YAML: a control character") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        raise ConfigError(f"{place}not valid YAML: {error.problem or error.context}") from error
    except RecursionError as error:
        raise ConfigError("not valid YAML: nested too deeply") from error
    if root is None or root.tag == _NOTHING:
        return None
    if not isinstance(root, MappingNode):
        raise _wrong(root, "expected the keys same, different and alias")
    return root


def lists_of(root: MappingNode | None) -> dict[str, tuple[Node, Node]]:
    """Each verdict that the file has, with the nodes of its key and of what stands under it."""
    found: dict[str, tuple[Node, Node]] = {}
    for key, value in root.value if root else ():
        if not isinstance(key, ScalarNode) or key.value not in VERDICTS:
            raise _wrong(key, "expected the keys same, different and alias, and no others")
        if key.value in found:
            raise _wrong(key, f"'{key.value}' stands here a second time: put both into one list")
        found[key.value] = key, value
    return found


def items(text: str) -> Iterator[Item]:
    """The entries of a YAML text, in the order of the file."""
    return items_under(root_of(text))


def items_under(root: MappingNode | None) -> Iterator[Item]:
    """The entries of a YAML file that is parsed already."""
    for verdict, (_, value) in lists_of(root).items():
        if isinstance(value, SequenceNode):
            yield from (Item(_listed(verdict, node), node) for node in value.value)
        elif isinstance(value, MappingNode):
            yield from (Item(_mapped(verdict, k, v), k, v) for k, v in value.value)
        elif value.tag != _NOTHING:
            raise _wrong(value, f"'{verdict}' must be a list of pairs")


def _listed(verdict: str, node: Node) -> Entry:
    """`[A, B]`, or `{names: [A, B], why: …, date: …}`."""
    if isinstance(node, SequenceNode):
        return _entry(verdict, node, node.value)
    if isinstance(node, MappingNode):
        fields = _fields(node, ("names", "why", "date"))
        names = fields.get("names")
        if isinstance(names, SequenceNode):
            return _entry(verdict, node, names.value, fields)
    raise _wrong(node, f"'{verdict}' holds what is not a list of names: write [A, B]")


def _mapped(verdict: str, left: Node, right: Node) -> Entry:
    """`A: B`, or `A: {entity: B, why: …, date: …}`."""
    fields: dict[str, Node] = {}
    if isinstance(right, MappingNode):
        fields = _fields(right, ("entity", "why", "date"))
        right = fields.get("entity", right)
    return _entry(verdict, left, [left, right], fields)


def _fields(node: MappingNode, known: Sequence[str]) -> dict[str, Node]:
    found = {}
    for key, value in node.value:
        if not isinstance(key, ScalarNode) or key.value not in known:
            raise _wrong(key, f"expected {', '.join(known)}, and nothing else")
        found[key.value] = value
    return found


def _entry(
    verdict: str, node: Node, names: Sequence[Node], fields: dict[str, Node] | None = None
) -> Entry:
    texts = tuple(map(_name, names))
    problem = problem_of(verdict, texts)
    if problem:
        raise _wrong(node, problem)
    why, date = (_plain((fields or {}).get(field)) for field in ("why", "date"))
    if date and not _DATE.fullmatch(date):
        raise _wrong(node, f"{date!r} is no date: write 2026, 2026-11 or 2026-11-17")
    return Entry(verdict, texts, why, date, node.start_mark.line + 1)


def problem_of(verdict: str, names: Sequence[str]) -> str:
    """What is wrong with the names of one decision, as a sentence; "" if nothing."""
    if len(names) < 2 or (len(names) > 2 and verdict == ALIAS):
        return f"'{verdict}' holds {list(names)!r:.200}, which is not a pair of names"
    for name in names:
        if not name.strip():
            return "a name is empty"
        if len(name) > LONGEST_NAME:
            return f"a name has {len(name):,} characters, more than {LONGEST_NAME:,}: {name:.40}…"
    return ""


def is_date(text: str) -> bool:
    return bool(_DATE.fullmatch(text))


def _name(node: Node) -> str:
    if not isinstance(node, ScalarNode):
        raise _wrong(node, "expected a name, not a list")
    if node.tag != _TEXT:
        raise _wrong(node, f"{node.value!r} is not text to YAML: put it in quotes")
    return str(node.value)


def _plain(node: Node | None) -> str:
    if node is None or node.tag == _NOTHING:
        return ""
    if not isinstance(node, ScalarNode):
        raise _wrong(node, "expected one line of text")
    return str(node.value)


def _wrong(node: Node, message: str) -> ConfigError:
    mark = node.start_mark
    return ConfigError(f"line {mark.line + 1}, column {mark.column + 1}: {message}")


def _csv_entries(text: str) -> Iterator[Entry]:
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    try:
        for row in rows:
            cells = {column: row.get(column) or "" for column in ("left", "right", "why", "date")}
            verdict, names = row.get("verdict") or "", (cells["left"], cells["right"])
            place = f"line {rows.line_num}"
            if verdict not in VERDICTS:
                raise ConfigError(
                    f"{place}, column verdict: expected same, different or alias and two names"
                )
            if problem := problem_of(verdict, names):
                raise ConfigError(f"{place}: {problem}")
            if cells["date"] and not is_date(cells["date"]):
                raise ConfigError(f"{place}, column date: write 2026, 2026-11 or 2026-11-17")
            yield Entry(verdict, names, cells["why"], cells["date"], rows.line_num)
    except csv.Error as error:
        raise ConfigError(f"line {rows.line_num}: not valid CSV: {error}") from error
