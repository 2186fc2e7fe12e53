"""Words that say who says something: the readings of cues.yaml, and which one a parse meets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.extract import phrases
from kg.extract.lexicon import NounClasses, table
from kg.extract.participants import fillers
from kg.language.plain import Token
from kg.records import Factuality, Stance

_POS = {"PROPN": "NOUN", "AUX": "VERB"}
_CLAUSES = frozenset({"ccomp", "csubj", "csubj:pass"})


@dataclass(frozen=True, slots=True)
class Cue:
    """One reading of a cue word; see the head of cues.yaml."""

    stance: Stance
    factuality: Factuality
    source: tuple[str, ...]
    content: frozenset[str]
    addressee: tuple[str, ...] = ()
    particle: str = ""
    needs: frozenset[str] = frozenset()
    needs_class: frozenset[str] = frozenset()
    form: str = ""
    future: bool = False
    negated: tuple[Stance, Factuality] | None = None
    describes: bool = False

    @property
    def conditions(self) -> int:
        return bool(self.particle) + bool(self.needs or self.needs_class) + bool(self.form)

    @property
    def speaks(self) -> bool:
        """Whether the word introduces what is quoted."""
        return self.stance is Stance.ASSERT and "quote" in self.content


@dataclass(frozen=True, slots=True)
class CueLexicon:
    cues: Mapping[tuple[str, str], tuple[Cue, ...]]
    prepositions: Mapping[str, Factuality]
    anonymous: frozenset[str]
    bodies: frozenset[str]
    vehicles: frozenset[str]
    private: frozenset[str]  # "his wife", "its critics" do not speak for him
    unofficial: frozenset[str]  # "a US think tank" does not speak for the US
    several: frozenset[str]  # "others believe"
    lifeless: frozenset[str]  # "the treaty shows"
    vowing: frozenset[str]  # "said it would": a promise …
    suffered: frozenset[str]  # … but not "said it would lose"
    warning: frozenset[str]  # "warned that it would": a threat
    naming: frozenset[str]  # "asked not to be named"
    unspoken: frozenset[str]  # "agreed to", "decided to": done, not said
    evidence: frozenset[str]  # "evidence shows": nobody who could be a source
    light_verbs: frozenset[str]
    contrasts: frozenset[str]  # "whereas": what follows is no longer said by the one before
    falsehoods: frozenset[str]  # "called the reports groundless"
    pointing: frozenset[str]  # "the attack", "these attacks": told before …
    others: frozenset[str]  # … but not "another attack" …
    lasting: frozenset[str]  # … nor "the war", which everybody speaks of
    general: frozenset[str]  # what may be told in other words: "the attack" as "bombed"

    @classmethod
    def load(cls) -> CueLexicon:
        data = table("cues")
        cues: dict[tuple[str, str], list[Cue]] = {}
        for row in data["cues"]:
            for lemma in row.get("lemmas") or [row["lemma"]]:
                cues.setdefault((str(lemma), row["pos"]), []).append(_cue(row, data["defaults"]))
        prepositions = {
            str(row["words"]): Factuality(row["factuality"])
            for row in data["prepositions"]
            if row.get("source", True)
        }
        return cls(
            {key: tuple(rows) for key, rows in cues.items()},
            prepositions,
            frozenset(data["anonymous"]),
            frozenset(data["bodies"]),
            frozenset(data["vehicles"]),
            frozenset(data["private"]),
            frozenset(data["unofficial"]),
            frozenset(data["several"]),
            frozenset(data["lifeless"]),
            frozenset(data["vowing"]),
            frozenset(data["suffered"]),
            frozenset(data["warning"]),
            frozenset(data["naming"]),
            frozenset(data["unspoken"]),
            frozenset(data["evidence"]),
            frozenset(data["light_verbs"]),
            frozenset(data["contrasts"]),
            frozenset(data["falsehoods"]),
            frozenset(data["pointing"]),
            frozenset(data["others"]),
            frozenset(data["lasting"]),
            frozenset(data["general"]),
        )

    @property
    def unnamed(self) -> frozenset[str]:
        """Words for those who say so, or for texts that do, without a name."""
        return self.anonymous | self.vehicles | self.unofficial

    def of(self, word: Token) -> tuple[Cue, ...]:
        pos = "VERB" if word.tag_.startswith("VB") else _POS.get(word.pos_, word.pos_)
        return self.cues.get((word.lemma_.lower(), pos), ())


def _cue(row: Mapping[str, Any], defaults: Mapping[str, Any]) -> Cue:
    default = defaults[row["pos"]]
    negated = row.get("negated")
    return Cue(
        stance=Stance(row["stance"]),
        factuality=Factuality(row["factuality"]),
        source=tuple(_listed(row.get("source", default["source"]))),
        content=frozenset(_listed(row.get("content", default["content"]))),
        addressee=tuple(_listed(row.get("addressee", []))),
        particle=str(row.get("particle", "")),
        needs=frozenset(map(str, row.get("needs", ()))),
        needs_class=frozenset(map(str, row.get("needs_class", ()))),
        form=row.get("form", ""),
        future=row.get("time") == "future",
        negated=(Stance(negated["stance"]), Factuality(negated["factuality"])) if negated else None,
        describes=row.get("describes", False),
    )


def _listed(value: Any) -> list[str]:
    return list(value) if isinstance(value, list) else [value]


@cache
def cue_lexicon() -> CueLexicon:
    return CueLexicon.load()


def reading(parent: Token, node: Token, classes: NounClasses) -> Cue | None:
    """The reading under which `node` is the content of `parent`, the most specific first."""
    fitting = [
        cue
        for cue in cue_lexicon().of(parent)
        if _fills(cue, parent, node) and _fits(cue, parent, classes)
    ]
    return max(fitting, key=lambda cue: cue.conditions, default=None)


def beside(node: Token) -> tuple[Cue, Token] | None:
    """ "…, he said", "…, as he put it": the cue hangs below what is said."""
    for verb in node.children:
        as_clause = verb.dep_ == "advcl" and phrases.case_of(verb) == "as"
        if verb.pos_ != "VERB" or not (as_clause or verb.dep_ == "parataxis"):
            continue
        for cue in cue_lexicon().of(verb):
            if "parataxis" in cue.content and _is_comment(verb, cue, as_clause):
                return cue, verb
    return None


def participle(noun: Token) -> tuple[Cue, Token] | None:
    """What somebody does to what a noun names, below it.

    "The release, confirmed by the minister", "the arrests, which Cestria has condemned".
    """
    if noun.pos_ != "NOUN":
        return None
    for verb in phrases.children(noun, "acl", "acl:relcl"):
        if not (_has_agent(verb) or _has_noun_as_object(verb)):
            continue
        for cue in cue_lexicon().of(verb):
            if "obj" in cue.content and not cue.conditions and not cue.describes:
                return cue, verb
    return None


def _has_agent(verb: Token) -> bool:
    """ "confirmed by the minister", "that was confirmed by the minister"."""
    return verb.tag_ == "VBN" and phrases.child(verb, "obl:agent") is not None


def _has_noun_as_object(verb: Token) -> bool:
    """ "which Cestria has condemned"."""
    if verb.dep_ != "acl:relcl" or phrases.child(verb, "ccomp", "xcomp", "obl:agent") is not None:
        return False
    subject = phrases.child(verb, "nsubj")
    object_ = phrases.child(verb, "obj")
    return (
        subject is not None
        and subject.tag_ not in {"WDT", "WP"}
        and (object_ is None or object_.tag_ in {"WDT", "WP"})
    )


def _is_comment(verb: Token, cue: Cue, as_clause: bool) -> bool:
    """Whether a verb has somebody who says it, and nothing else that he says."""
    if phrases.child(verb, "ccomp", "xcomp") is not None or (as_clause and not cue.speaks):
        return False
    told = phrases.child(verb, "obj")
    if told is not None and "obj" not in cue.addressee and told.lower_ != "it":
        return False
    if any(f"obl:{phrases.case_of(c)}" in cue.content for c in phrases.children(verb, "obl")):
        return False  # "as Armenia warns of a war"
    by_whom = phrases.child(verb, "nsubj", *(("obl:agent",) if as_clause else ()))
    return by_whom is not None


def _fills(cue: Cue, parent: Token, node: Token) -> bool:
    rel = node.dep_
    if cue.describes:
        return False
    if rel in _CLAUSES:
        return bool(cue.content & {"ccomp", "quote", "csubj"}) or "acl" in cue.content
    if rel == "nsubj":  # "the claim that they left is baseless"
        return cue.stance is Stance.DENY and parent.pos_ == "ADJ" and bool(cue_lexicon().of(node))
    mark = phrases.case_of(node)
    if rel == "xcomp":
        passive = cue.form == "passive-xcomp" and phrases.is_passive(parent)
        # "called for them to leave"
        return passive or "xcomp" in cue.content or (mark == "for" and "obl:for" in cue.content)
    if rel == "parataxis":
        return "parataxis" in cue.content and phrases.subject(node) is not None
    if rel == "acl":
        content = {f"obl:{mark}", *(() if _is_relative(node) else ("acl",))}
        return bool(cue.content & content)
    if rel == "advcl":
        bidden = "xcomp" in cue.content and "obj" in cue.addressee and mark == "to"
        told = node.tag_ == "VB" and ("advcl" in cue.content or bidden)
        return f"obl:{mark}" in cue.content or told or (_is_object(node) and "xcomp" in cue.content)
    if rel == "obj" or (rel == "nsubj:pass" and phrases.is_passive(parent)):
        return "obj" in cue.content
    if rel in {"obl", "nmod"}:
        return f"obl:{mark}" in cue.content or f"nmod:{mark}" in cue.content
    return rel == "compound" and "compound" in cue.content


def _is_object(clause: Token) -> bool:
    """ "denied sending them", parsed as if it were "left, sending them"; "denied having sent"."""
    verb, first = clause.head, clause.doc[clause.left_edge.i]
    if "VBG" not in {clause.tag_, first.tag_} or phrases.child(
        clause, "mark", "case", *phrases.SUBJECTS
    ):
        return False
    between = verb.doc[verb.i + 1 : clause.left_edge.i] if clause.i > verb.i else None
    return between is not None and all(token.dep_ == "advmod" for token in between)


def _is_relative(clause: Token) -> bool:
    """ "a statement issued by", "a report in which": not what it says."""
    if clause.tag_ in {"VBN", "VBG"} and phrases.child(clause, "mark", "aux") is None:
        return True
    start = clause.left_edge.i
    before = clause.doc[start : clause.i]
    return any(t.tag_ in {"WDT", "WP"} for t in before if t.head == clause or t.i <= start + 1)


def _fits(cue: Cue, parent: Token, classes: NounClasses) -> bool:
    if cue.particle and not _has_particle(cue, parent):
        return False
    if cue.form == "passive-xcomp" and not phrases.is_passive(parent):
        return False
    if cue.form == "progressive" and parent.tag_ != "VBG":
        return False
    if cue.form == "infinitive":
        clause = phrases.child(parent, "xcomp")
        return clause is not None and phrases.case_of(clause) == "to"
    if cue.form in {"xcomp", "obj-xcomp"}:
        # "expects Borland to leave" is no plan of the one who expects it.
        others = cue.stance is Stance.CONSIDER or cue.form == "obj-xcomp"
        other = phrases.child(parent, "obj", "iobj") is not None
        if phrases.child(parent, "xcomp") is None or (
            others and other != (cue.form == "obj-xcomp")
        ):
            return False
    if cue.form == "obj" and not fillers(parent, "obj"):
        return False
    return not (cue.needs or cue.needs_class) or _has_needed(cue, fillers(parent, "obj"), classes)


def _has_particle(cue: Cue, parent: Token) -> bool:
    particles = {t.lower_ for t in phrases.children(parent, "compound:prt", "advmod")}
    if cue.particle in particles or phrases.has_oblique(parent, cue.particle):
        return True
    return any(
        phrases.case_of(c) == cue.particle for c in phrases.children(parent, "advcl", "xcomp")
    )


def _has_needed(cue: Cue, objects: Iterable[Token], classes: NounClasses) -> bool:
    return any(
        part.lemma_.lower() in cue.needs
        or classes.of_lemma.get(part.lemma_.lower(), frozenset()) & cue.needs_class
        for filler in objects
        for part in phrases.coordinated(filler)
    )
