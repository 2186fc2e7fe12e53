"""The entity labels of a file and which of our types each may be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from kg.errors import ConfigError
from kg.evaluation.columns import SpanOf

OUR_TYPES = frozenset(
    {"Person", "Organization", "State", "Place", "Demonym", "Role", "Date", "Quantity"}
    | {"Agreement", "Misc"}
)

# Common names of labels, folded to lower-case letters, and what of ours they may be.
_COMMON: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("per", "person", "politician"), ("Person",)),
    **dict.fromkeys(
        ("org", "organization", "organisation", "politicalparty", "corporation", "group"),
        ("Organization",),
    ),
    **dict.fromkeys(("country", "state"), ("State",)),
    **dict.fromkeys(("loc", "location", "gpe", "place"), ("State", "Place")),
    **dict.fromkeys(("fac", "facility"), ("Place",)),
    **dict.fromkeys(("norp", "demonym", "nationality"), ("Demonym",)),
    **dict.fromkeys(("role", "title"), ("Role",)),
    **dict.fromkeys(("date",), ("Date",)),
    **dict.fromkeys(("money", "quantity"), ("Quantity",)),
    **dict.fromkeys(("event", "law", "election", "agreement"), ("Agreement",)),
    **dict.fromkeys(("misc", "miscellaneous"), ("Misc", "Demonym", "Agreement")),
    **dict.fromkeys(("product", "workofart"), ("Misc",)),
    **dict.fromkeys(("time", "percent", "ordinal", "cardinal", "language"), ()),
}

# A label for one of these keeps it out of the wider ones; a facility is just one more place.
_TAKEN_AWAY = frozenset({"State", "Demonym", "Agreement"})


@dataclass(frozen=True, slots=True)
class Types:
    """Scored types by the file's label and by ours; what is in neither is not scored."""

    of_label: Mapping[str, str]
    of_type: Mapping[str, str]


def label_map(
    labels: Iterable[str], map_file: Path | None, file: Path
) -> dict[str, tuple[str, ...]]:
    """What each label of the file may be of our types; the user's map goes first."""
    own = _read_map(map_file) if map_file is not None else {}
    labels = sorted(labels)
    folded = {_fold_label(label) for label in labels}
    out: dict[str, tuple[str, ...]] = {}
    for label in labels:
        key = _fold_label(label)
        if label in own:
            out[label] = own[label]
        elif key in _COMMON:
            out[label] = _narrowed(_COMMON[key], folded)
        else:
            raise ConfigError(
                f"{file}: the label {label!r} is not known: give a --map FILE.yaml with a line "
                f"'{label}: TYPE', TYPE one of {', '.join(sorted(OUR_TYPES))} or null (not scored)"
            )
    return out


def _narrowed(types: tuple[str, ...], labels: set[str]) -> tuple[str, ...]:
    """Without the types for which the file has a label of its own: LOC beside COUNTRY."""
    if len(types) == 1:
        return types
    own = {t for label in labels for t in _COMMON.get(label, ()) if _COMMON[label] == (t,)}
    return tuple(t for t in types if t not in own & _TAKEN_AWAY)


def _read_map(map_file: Path) -> dict[str, tuple[str, ...]]:
    try:
        data = yaml.safe_load(map_file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigError(f"cannot read the map {map_file}: {error}") from error
    if not isinstance(data, dict):
        raise ConfigError(f"{map_file}: must hold lines 'LABEL: TYPE'")
    out: dict[str, tuple[str, ...]] = {}
    for label, value in data.items():
        types = tuple(map(str, value if isinstance(value, list) else [value] if value else []))
        if unknown := sorted(set(types) - OUR_TYPES):
            raise ConfigError(
                f"{map_file}: {label} is mapped to {', '.join(unknown)}; our types are "
                f"{', '.join(sorted(OUR_TYPES))}, and null for labels not to be scored"
            )
        out[str(label)] = types
    return out


def type_groups(labels: Mapping[str, tuple[str, ...]]) -> Types:
    """Types that a label cannot tell apart count as one: LOC makes State and Place the same."""
    group: dict[str, set[str]] = {}
    for types in labels.values():
        joined = set(types).union(*(group.get(t, {t}) for t in types)) if types else set()
        for one in joined:
            group[one] = joined
    name = {one: "/".join(sorted(members)) for one, members in group.items()}
    return Types({label: name[types[0]] for label, types in labels.items() if types}, name)


def mapped(spans: Iterable[SpanOf], types: Mapping[str, str]) -> Iterator[SpanOf]:
    """The spans with a scored type, under its name."""
    for start, end, label in spans:
        if label in types:
            yield start, end, types[label]


def _fold_label(label: str) -> str:
    return re.sub(r"[^a-z]", "", label.lower())
