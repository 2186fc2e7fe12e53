"""The word lists keep their own rules: known types, one default per word, known slots."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import kg
from kg.records import Factuality, MentionType, Stance, TenureStatus, TimeFrame
from kg.resources import ontology_dir

LEXICON = Path(kg.__file__).parent / "extract" / "lexicon"
FILES = ["events", "negatives", "nounclasses", "cues", "roles", "units"]


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PLOVER = words(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN "
    "PROTEST SANCTION MOBILIZE COERCE ASSAULT"
)
MODES = words(
    "abduct access aerial allege arrest assassinate assist ban beat boycott ceasefire censor "
    "change cleansing crowd-control curfew cyber demo deport destroy disapprove disarm "
    "discontinue ease execute expel explosives firearms heavy-weapons investigate martial-law "
    "massacre meet misinformation multilateral obstruct phone police primitive release resign "
    "restrict return riot seize sexual strike territory third-party torture troops visit weapons "
    "withdraw withhold yield"
)
CONTEXTS = words(
    "asylum cbrn corruption crime cyber democracy diplomatic economic election environment "
    "executive health human-rights humanitarian intelligence legal migration military "
    "peacekeeping political-institutions religion-ethnicity rights-freedoms territory "
    "terrorism"
)
EVENT_KEYS = words(
    "lemma lemmas pos type alt mode context frame actor recipient theme needs needs_class "
    "needs_at particle needs_xcomp needs_reason needs_persons together xcomp by_content "
    "reciprocal"
)
SLOT = re.compile(
    r"(subj|obj|iobj|xcomp|ccomp|csubj|acl|advcl|advmod|poss|amod|compound|parataxis|quote"
    r"|(obl|nmod):[a-z]+)"
)

Entry = dict[str, Any]


@cache
def read(name: str) -> Any:
    return yaml.safe_load((LEXICON / f"{name}.yaml").read_text(encoding="utf-8"))


def lemmas(entry: Entry) -> list[str]:
    listed = entry.get("lemmas", [entry.get("lemma", entry.get("words"))])
    return [str(lemma) for lemma in listed]


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def words_in(node: Any) -> Iterator[Any]:
    """Every member of a list of scalars, however deep: the words of the file."""
    if isinstance(node, dict):
        for value in node.values():
            yield from words_in(value)
    elif isinstance(node, list):
        for value in node:
            if isinstance(value, dict | list):
                yield from words_in(value)
            else:
                yield value


def slots_of(entry: Entry) -> list[str]:
    keys = (
        "actor",
        "recipient",
        "theme",
        "needs_at",
        "source",
        "addressee",
        "content",
        "slots",
    )
    return [slot for key in keys if key in entry for slot in as_list(entry[key])]


def event_words(pos: str) -> set[str]:
    return {
        " ".join([lemma, entry.get("particle", "")]).strip()
        for entry in read("events")["entries"]
        if entry["pos"] == pos
        for lemma in lemmas(entry)
    }


@pytest.mark.parametrize("name", FILES)
def test_words_are_text(name: str) -> None:
    """YAML reads a bare `on`, `off` or `no` as a boolean."""
    wrong = [word for word in words_in(read(name)) if not isinstance(word, str)]
    assert wrong == []


@pytest.mark.parametrize("name", ["events", "negatives", "nounclasses", "cues", "roles"])
def test_lemmas_are_lower_case(name: str) -> None:
    allowed = {member.value for member in MentionType}
    wrong = [w for w in words_in(read(name)) if w != w.lower() and w not in allowed]
    assert wrong == []


@pytest.mark.parametrize(("pos", "least"), [("VERB", 450), ("NOUN", 180), ("ADJ", 10)])
def test_enough_event_words(pos: str, least: int) -> None:
    assert len(event_words(pos)) >= least


def test_event_entries_use_known_words() -> None:
    document = read("events")
    for entry in document["entries"]:
        assert set(entry) <= EVENT_KEYS, entry
        assert ("lemma" in entry) != ("lemmas" in entry), entry
        assert entry["pos"] in {"VERB", "NOUN", "ADJ"}, entry
        assert {entry["type"], entry.get("alt", entry["type"])} <= PLOVER, entry
        assert entry["type"] != entry.get("alt"), entry
        assert set(entry.get("by_content", {}).values()) <= PLOVER, entry
        assert set(entry.get("by_content", {})) <= {"cooperation", "conflict"}, entry
        assert entry.get("mode", "visit") in MODES, entry
        assert entry.get("context", "military") in CONTEXTS, entry
        assert entry.get("frame", "verb") in document["frames"], entry
        assert isinstance(entry.get("particle", ""), str), entry


def test_every_type_has_verbs_and_nouns() -> None:
    for pos in ("VERB", "NOUN"):
        assert {e["type"] for e in read("events")["entries"] if e["pos"] == pos} == PLOVER


def test_noun_conditions_say_where_to_look() -> None:
    for entry in read("events")["entries"]:
        if entry["pos"] == "NOUN" and ("needs" in entry or "needs_class" in entry):
            assert "needs_at" in entry, entry


def test_no_word_has_two_default_types() -> None:
    conditions = (
        *("needs", "needs_class", "particle"),
        *("needs_xcomp", "needs_reason", "needs_persons"),
    )
    defaults: dict[tuple[str, str], list[str]] = defaultdict(list)
    for entry in read("events")["entries"]:
        if not any(entry.get(key) for key in conditions):
            for lemma in lemmas(entry):
                defaults[lemma, entry["pos"]].append(entry["type"])
    assert {word: types for word, types in defaults.items() if len(types) > 1} == {}


def test_no_condition_gives_two_types() -> None:
    """Two entries that list the same noun at the same place must agree on the type."""
    seen: dict[tuple[Any, ...], str] = {}
    clashes = []
    for entry in read("events")["entries"]:
        place = (entry["pos"], entry.get("particle"), str(entry.get("needs_at")))
        for lemma in lemmas(entry):
            for noun in entry.get("needs", []) + [f"@{c}" for c in entry.get("needs_class", [])]:
                built = map(entry.get, ("needs_xcomp", "needs_reason", "needs_persons"))
                key = (lemma, *place, *built, noun)
                if seen.setdefault(key, entry["type"]) != entry["type"]:
                    clashes.append((lemma, noun, seen[key], entry["type"]))
    assert clashes == []


@pytest.mark.parametrize(
    ("name", "section"),
    [("events", "entries"), ("cues", "cues"), ("negatives", "blocked")],
)
def test_slots_are_dependency_relations(name: str, section: str) -> None:
    for entry in read(name)[section]:
        assert [s for s in slots_of(entry) if not SLOT.fullmatch(s)] == [], entry


def test_frames_are_complete() -> None:
    for name, frame in read("events")["frames"].items():
        assert isinstance(name, str)
        assert {"actor", "recipient"} <= set(frame) <= {"actor", "recipient", "theme", "reciprocal"}
        assert [s for s in slots_of(frame) if not SLOT.fullmatch(s)] == [], name


def test_named_noun_classes_exist() -> None:
    known = set(read("nounclasses")["classes"])
    named = {c for e in read("events")["entries"] for c in e.get("needs_class", [])}
    named |= {c for e in read("cues")["cues"] for c in e.get("needs_class", [])}
    for entry in read("negatives")["blocked"] + read("negatives")["fields"]:
        named |= set(entry.get("classes", []))
    assert named <= known


def test_noun_classes_are_filled() -> None:
    classes = read("nounclasses")["classes"]
    assert len(classes) >= 25
    types = {member.value for member in MentionType}
    for name, members in classes.items():
        assert set(members) <= {"lemmas", "types"}, name
        assert len(members["lemmas"]) >= 10, name
        assert set(members.get("types", [])) <= types, name
    assert len(read("nounclasses")["not_actor"]) >= 100


def test_negatives_concern_event_words() -> None:
    """A block for a word that is no event blocks nothing."""
    for entry in read("negatives")["blocked"]:
        known = {word.split()[0] for word in event_words(entry["pos"])}
        assert known & set(lemmas(entry)), entry
        assert "slots" in entry, entry


def test_cues_use_the_record_values() -> None:
    stances = {stance.value for stance in Stance}
    factualities = {value.value for value in Factuality}
    frames = {frame.value for frame in TimeFrame}
    for entry in read("cues")["cues"]:
        assert entry["stance"] in stances, entry
        assert entry["factuality"] in factualities, entry
        assert entry.get("time", "past") in frames, entry
        if "negated" in entry:
            assert entry["negated"]["stance"] in stances, entry
            assert entry["negated"]["factuality"] in factualities, entry
    for section in ("prepositions", "adverbs", "adjectives", "modals", "conditionals"):
        for entry in read("cues")[section]:
            assert entry["factuality"] in factualities, entry
            assert entry.get("time", "past") in frames, entry


def test_no_cue_has_two_readings_in_one_construction() -> None:
    readings: dict[tuple[str, ...], set[tuple[str, str]]] = defaultdict(set)
    for entry in read("cues")["cues"]:
        condition = [str(entry.get(key)) for key in ("form", "particle", "needs", "needs_class")]
        for lemma in lemmas(entry):
            key = (lemma, entry["pos"], *condition)
            readings[key].add((entry["stance"], entry["factuality"]))
    assert {key: found for key, found in readings.items() if len(found) > 1} == {}


def test_every_stance_has_a_verb_and_a_noun() -> None:
    for pos in ("VERB", "NOUN"):
        found = {entry["stance"] for entry in read("cues")["cues"] if entry["pos"] == pos}
        assert found == {stance.value for stance in Stance}


def test_enough_cues() -> None:
    assert len({lemma for entry in read("cues")["cues"] for lemma in lemmas(entry)}) >= 200


def test_a_denial_is_not_certain() -> None:
    for entry in read("cues")["cues"]:
        if entry["stance"] in {"deny", "refuse"}:
            assert entry["factuality"].endswith("-"), entry


def test_tenure_status_words_are_known_and_distinct() -> None:
    status = read("roles")["status"]
    assert set(status) == {member.value for member in TenureStatus}
    words = [word for listed in status.values() for word in listed]
    assert sorted(words) == sorted(set(words))


def test_roles_say_whether_they_are_posts() -> None:
    heads = read("roles")["heads"]
    assert all(isinstance(entry["post"], bool) for entry in heads)
    posts: dict[str, set[bool]] = defaultdict(set)
    for entry in heads:
        for lemma in lemmas(entry):
            posts[lemma].add(entry["post"])
    assert {lemma for lemma, values in posts.items() if len(values) > 1} == set()
    assert len(posts) >= 150


def test_abbreviations_stand_for_known_roles() -> None:
    known = {lemma for entry in read("roles")["heads"] for lemma in lemmas(entry)}
    expanded = {name.split()[-1] for name in read("roles")["abbreviations"].values()}
    assert {name for name in expanded if not any(k.endswith(name) for k in known)} == set()


def test_counted_concepts_are_in_the_ontology() -> None:
    ttl = (ontology_dir() / "kg.ttl").read_text(encoding="utf-8")
    known = set(re.findall(r"kg:(\w+) a skos:Concept ;\s+skos:inScheme kg:countedThings", ttl))
    units = read("units")
    used = {entry["concept"] for entry in units["counts"] + units["heads"]} - {None}
    used |= {concept for entry in units["heads"] for concept in entry["from"]}
    assert len(used) >= 15
    assert used <= known


def test_no_unit_counts_two_things() -> None:
    counted = [lemma for entry in read("units")["counts"] for lemma in lemmas(entry)]
    assert sorted(counted) == sorted(set(counted))


def test_vague_numbers_have_ordered_bounds() -> None:
    for entry in read("units")["vague"]:
        low, high = entry["low"], entry["high"]
        assert low is None or high is None or low <= high, entry


def test_approximators_use_known_bounds() -> None:
    for entry in read("units")["approximators"]:
        assert entry["low"] in {"n", "n-r", "open"}, entry
        assert entry["high"] in {"n", "n+r", "open"}, entry
        loosened = {"n-r", "n+r"} & {entry["low"], entry["high"]}
        assert bool(loosened) == ("slack" in entry), entry


@pytest.mark.parametrize(
    ("phrase", "low", "high"),
    [("up to", "open", "n"), ("more than", "n", "open"), ("as many as", "open", "n")],
)
def test_approximator_bounds(phrase: str, low: str, high: str) -> None:
    (entry,) = [e for e in read("units")["approximators"] if e["words"] == phrase]
    assert (entry["low"], entry["high"]) == (low, high)


def test_currencies_are_iso_codes() -> None:
    currencies = read("units")["currencies"]
    for table in ("symbols", "words", "adjectives"):
        assert all(re.fullmatch("[A-Z]{3}", code) for code in currencies[table].values())


# -- event_words.yaml ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", sorted(PLOVER))
def test_hints_are_lemmas_in_order_that_no_entry_of_the_type_has(kind: str) -> None:
    parts = read("event_words")[kind]
    assert {"VERB", "NOUN"} <= parts.keys() <= {"VERB", "NOUN", "ADJ"}
    for part, lemmas in parts.items():
        listed = lemmas.split()
        assert listed
        assert listed == sorted(set(listed))
        assert all(lemma == lemma.lower() for lemma in listed)
        entries = {
            str(lemma)
            for entry in read("events")["entries"]
            if (entry["type"], entry["pos"]) == (kind, part)
            for lemma in entry.get("lemmas") or [entry["lemma"]]
        }
        assert not entries.intersection(listed)


def test_hints_are_of_the_known_types_alone() -> None:
    assert read("event_words").keys() == PLOVER
