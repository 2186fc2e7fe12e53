"""Count how often comparisons of each kind are right: kg/resolve/names/calibration.yaml.

    python scripts/calibrate_identity.py CORPORA            # count and write
    python scripts/calibrate_identity.py CORPORA --report   # reliability on halves, write nothing

CORPORA is the folder of public corpora: DWIE (by its Wikipedia titles), KnowledgeNet and Wiki-Fair
(by Wikidata ids), the CIA's world leaders (holders of different offices are different people)
against Wikidata's (holders of one office at one time are one person), and our own labelled pairs,
those held out left out. A row's chance is its share of right pairs, drawn towards the figure set by
hand (`prior`) as if that rested on ten pairs, so that a kind seen twice does not become certain.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from kg.resolve.names.body_names import body_key, compare_bodies
from kg.resolve.names.calibration import Comparison
from kg.resolve.names.comparison import compare_persons
from kg.resolve.names.person_names import parse_person
from kg.resolve.names.spelling import resemblance
from kg.resolve.person_blocks import pairs_in_blocks

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "kg" / "resolve" / "names" / "calibration.yaml"
CASES = ROOT / "tests" / "cases" / "names.csv"
PRIOR_PAIRS = 10
SUBJECTS = "EMPLOYEE_OR_MEMBER_OF PLACE_OF_RESIDENCE SPOUSE PLACE_OF_BIRTH CHILD_OF EDUCATED_AT"
PERSON_SUBJECTS = frozenset(f"{SUBJECTS} DATE_OF_BIRTH DATE_OF_DEATH NATIONALITY".split())
PERSON_OBJECTS = frozenset({"SPOUSE", "CHILD_OF", "FOUNDED_BY", "CEO"})
BODY_SUBJECTS = frozenset({"HEADQUARTERS", "SUBSIDIARY_OF", "FOUNDED_BY", "CEO"})
BODY_OBJECTS = frozenset({"EMPLOYEE_OR_MEMBER_OF", "SUBSIDIARY_OF", "EDUCATED_AT"})
PRONOUNS = frozenset("He She It They His Her Its Their We I Our".split())
NEARLY_ALIKE = 0.93  # two offices of one country: may be one holder with a slip of the pen
COMMON_WORD = 40  # names; a word in more of them brings no pairs

Named = dict[str, Counter[tuple[str, str]]]  # (name, who it is) and in how many documents


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names that were compared, and whether they are one (1), two (0), or open (0.5)."""

    section: str
    left: str
    right: str
    same: float
    found: Comparison

    @property
    def half(self) -> int:
        return sha256(f"{self.left}|{self.right}".encode()).digest()[0] % 2


# -- names with an identity ------------------------------------------------------------------------


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def annotated(corpora: Path) -> Named:
    """The fullest name that each document has for each person or body; identity compares these."""
    fullest: dict[tuple[str, str, str], str] = {}
    for kind, document, identity, name in mentions(corpora):
        held = fullest.get((kind, document, identity), "")
        if name[:1].isupper() and name not in PRONOUNS and len(name) > len(held):
            fullest[kind, document, identity] = name
    named: Named = {"persons": Counter(), "organizations": Counter()}
    for (kind, _, identity), name in fullest.items():
        named[kind][name, identity] += 1
    return named


def mentions(corpora: Path) -> Iterator[tuple[str, str, str, str]]:
    """Kind, document, identity and name of every mention of the annotated corpora."""
    for article in rows(corpora / "relations" / "dwie" / "dev.jsonl"):
        for entity in article["entities"]:
            for kind in ("person", "organization"):
                if kind in entity["types"] and entity["wikipedia"]:
                    for mention in entity["mentions"]:
                        title = f"title {entity['wikipedia']}"
                        yield f"{kind}s", article["id"], title, mention["text"]
    for passage in rows(corpora / "relations" / "knowledgenet" / "train.jsonl"):
        for fact in passage["facts"]:
            for side, people, bodies_ in (
                ("subject", PERSON_SUBJECTS, BODY_SUBJECTS),
                ("object", PERSON_OBJECTS, BODY_OBJECTS),
            ):
                one, relation = fact[side], fact["relation"]
                if one["qid"] and relation in people | bodies_:
                    kind = "persons" if relation in people else "organizations"
                    yield kind, passage["document"], one["qid"], one["text"]
    for article in rows(corpora / "linking" / "wiki-fair-v2" / "wiki-fair-v2.benchmark.jsonl"):
        for label in article["labels"]:
            name, qid = article["text"][slice(*label["span"])], label["entity_id"]
            person, body = "Q215627" in label["type"], label["type"] == "Q43229"
            if (person or body) and not label["coref"] and re.fullmatch(r"Q\d+", qid):
                yield "persons" if person else "organizations", article["title"], qid, name


def same_id(left: str, right: str) -> float | None:
    """Whether two ids are one; None for a title and a number, which cannot be compared."""
    if left.startswith("title ") != right.startswith("title "):
        return None
    return float(left == right)


def leaders(corpora: Path) -> tuple[set[tuple[str, str, str]], dict[tuple[str, str], set[str]]]:
    """The CIA's (name, country, office), and Wikidata's names by country and office."""
    folder = corpora / "knowledge"
    with gzip.open(
        folder / "cia-world-leaders" / "persons.json.gz", "rt", encoding="utf-8"
    ) as file:
        persons = json.load(file)
    held = set()
    for person in persons.values():
        name = person["http://www.w3.org/2000/01/rdf-schema#label"]
        for relation in person["objectProperties"]:
            for office in relation.values():
                label = office.get("http://www.w3.org/2000/01/rdf-schema#label", "")
                match = re.fullmatch(r"The Office of (.*) \((.*)\)", label)
                if match:
                    held.add((name, match.group(2), match.group(1)))
    known = defaultdict(set)
    path = folder / "world-leaders-2021" / "wikidata.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if int(row["start_year"] or 9999) < 2019 <= int(row["end_year"] or 9999):
                office = row["positionLabel"].split(" of ")[0]
                known[row["country"], office].add(row["officeholderLabel"])
    return held, known


# -- pairs -----------------------------------------------------------------------------------------


def persons(left: str, right: str, same: float) -> Pair:
    found = compare_persons(parse_person(left), parse_person(right))
    return Pair("persons", left, right, same, found)


def bodies(left: str, right: str, same: float) -> Pair:
    found = compare_bodies(body_key(left), body_key(right))
    return Pair("organizations", left, right, same, found)


def person_pairs(named: Counter[tuple[str, str]]) -> Iterator[Pair]:
    full = [row for row in sorted(named) if parse_person(row[0]).full]
    for name, identity in full:  # written alike in several documents: each time with the one before
        for _ in range(named[name, identity] - 1):
            yield persons(name, name, 1.0)
    for i, j in pairs_in_blocks([parse_person(name) for name, _ in full]):
        same = same_id(full[i][1], full[j][1])
        if same is not None:
            yield persons(full[i][0], full[j][0], same)


def body_pairs(named: Counter[tuple[str, str]]) -> Iterator[Pair]:
    rows_ = sorted(named)
    for name, identity in rows_:
        for _ in range(0 if name.isupper() else named[name, identity] - 1):
            yield bodies(name, name, 1.0)
    by_word: dict[str, list[int]] = defaultdict(list)
    for number, (name, _) in enumerate(rows_):
        for word in set(body_key(name).split()):
            by_word[word[:4]].append(number)
    small = (part for part in by_word.values() if len(part) <= COMMON_WORD)
    for i, j in sorted({pair for part in small for pair in combinations(part, 2)}):
        same = same_id(rows_[i][1], rows_[j][1])
        if same is not None and not any(rows_[n][0].isupper() for n in (i, j)):
            yield bodies(rows_[i][0], rows_[j][0], same)


def leader_pairs(corpora: Path) -> Iterator[Pair]:
    held, known = leaders(corpora)
    for name, country, office in sorted(held):
        for other in sorted(known.get((country, office), ())):
            pair = persons(name, other, 1.0)
            if pair.found.kind != "different family names":  # another holder in that year
                yield pair
    people = sorted({(name, country) for name, country, _ in held})
    for i, j in pairs_in_blocks([parse_person(name) for name, _ in people]):
        (left, here), (right, there) = people[i], people[j]
        if here != there or not may_be_one(left, right):
            pair = persons(left, right, 0.0)
            if not pair.found.kind.startswith("same name"):  # one person in two states' lists
                yield pair


def may_be_one(left: str, right: str) -> bool:
    """Two offices of one country: one holder, with a slip of the pen or a name left out."""
    a, b = (set(parse_person(name).words) for name in (left, right))
    return a <= b or b <= a or resemblance(left.casefold(), right.casefold()) >= NEARLY_ALIKE


def labelled_pairs() -> Iterator[Pair]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            same = {"same": 1.0, "unsure": 0.5, "different": 0.0}[row["expected"]]
            if row.get("part") != "held-out" and row["kind"] in ("person", "organization"):
                compare = persons if row["kind"] == "person" else bodies
                yield compare(row["left"], row["right"], same)


def all_pairs(corpora: Path) -> list[Pair]:
    named = annotated(corpora)
    found = [*person_pairs(named["persons"]), *body_pairs(named["organizations"])]
    return [*found, *leader_pairs(corpora), *labelled_pairs()]


# -- the table -------------------------------------------------------------------------------------


def counted(table: dict[str, Any], pairs: Iterable[Pair]) -> dict[str, Any]:
    """The table with what these pairs say."""
    same: Counter[tuple[str, str]] = Counter()
    seen: Counter[tuple[str, str]] = Counter()
    for pair in pairs:
        seen[pair.section, pair.found.kind] += 1
        same[pair.section, pair.found.kind] += pair.same  # type: ignore[assignment]  # halves count
    out = dict(table)
    for section in ("persons", "organizations"):
        out[section] = {
            kind: _row(row["prior"], same[section, kind], seen[section, kind])
            for kind, row in table[section].items()
        }
    return out


def _row(prior: float, same: float, seen: int) -> dict[str, Any]:
    chance = (same + PRIOR_PAIRS * prior) / (seen + PRIOR_PAIRS)
    return {"p": round(chance, 3), "n": seen, "same": round(same, 1), "prior": prior}


def reliability(chances: Iterable[tuple[float, float]], bins: int = 10) -> tuple[float, float]:
    """Expected calibration error over bins of equal width, and the Brier score."""
    parts: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for chance, same in chances:
        parts[min(int(chance * bins), bins - 1)].append((chance, same))
    total = sum(map(len, parts.values()))
    gaps = (abs(sum(c for c, _ in part) - sum(s for _, s in part)) for part in parts.values())
    squares = sum((c - s) ** 2 for part in parts.values() for c, s in part)
    return sum(gaps) / total, squares / total


def report(table: dict[str, Any], pairs: list[Pair]) -> None:
    """Reliability of the figures set by hand and of those counted on the other half."""
    halves = [counted(table, (p for p in pairs if p.half != half)) for half in (0, 1)]
    for section in ("persons", "organizations"):
        judged = [p for p in pairs if p.section == section]
        before = [(table[section][p.found.kind]["prior"], p.same) for p in judged]
        after = [(halves[p.half][section][p.found.kind]["p"], p.same) for p in judged]
        print(f"{section}: {len(judged)} pairs")
        for name, chances in (("by hand", before), ("counted", after)):
            close = [(c, s) for c, s in chances if c >= table["wished"]["near miss"]]
            every, near = reliability(chances), reliability(close)
            print(
                f"  {name}: ECE {every[0]:.4f} Brier {every[1]:.4f}; near pairs {len(close)}:",
                end="",
            )
            print(f" ECE {near[0]:.4f} Brier {near[1]:.4f}")
        joined = [p.same for p in judged if p.found.score >= table["wished"]["same"]]
        print(f"  precision of what is joined: {sum(joined) / len(joined):.4f} of {len(joined)}")


def written(table: dict[str, Any]) -> None:
    """Put the table in its place."""
    head = (
        "# Counted by scripts/calibrate_identity.py (names) and calibrate_links.py (links,\n"
        "# evidence), which name the sources; `wished` and `prior` are set by hand.\n"
    )
    text = yaml.safe_dump(table, sort_keys=False, allow_unicode=True, width=100)
    TABLE.write_text(head + text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--report", action="store_true")
    parser.add_argument("--wrong", action="store_true", help="list pairs that are joined wrongly")
    options = parser.parse_args()
    table = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    pairs = all_pairs(options.corpora)
    if options.wrong:
        for pair in pairs:
            if not pair.same and pair.found.score >= table["wished"]["same"]:
                print(f"{pair.left} | {pair.right} | {pair.found.reason}")
    if options.report or options.wrong:
        report(table, pairs)
        return
    written(counted(table, pairs))


if __name__ == "__main__":
    sys.exit(main())
