"""Archives: JSON lines, JSON, CSV and TSV, with records of every kind of badness."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read import ReadOptions, read
from kg.read.articles import Article
from kg.read.records import article_of, read_json, read_json_lines, read_table
from kg.read.rejects import Rejected
from kg.read.streams import HEAD
from kg.records import Document, Reason, Rejection

TEXT = "The envoy of Avaria said on Monday that the treaty with Borland would be signed."
OPTIONS = ReadOptions()


def stream(text: str, encoding: str = "utf-8") -> io.BufferedReader:
    data = io.BytesIO(text.encode(encoding))
    return io.BufferedReader(data, buffer_size=HEAD)


def outcome(found: Article | Rejected) -> str | Reason:
    return found.reason if isinstance(found, Rejected) else found.text


# --- fields -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("record", "field", "expected"),
    [
        ({"text": TEXT}, "text", TEXT),
        ({"body": TEXT}, "text", TEXT),
        ({"Content": TEXT}, "text", TEXT),
        ({"articleBody": TEXT}, "text", TEXT),
        ({"article_text": TEXT}, "text", TEXT),
        ({"text": ["One paragraph. " * 9, "Two."]}, "text", "One paragraph. " * 8
         + "One paragraph.\n\nTwo."),
        ({"text": TEXT, "headline": "Envoy"}, "title", "Envoy"),
        ({"text": TEXT, "link": "https://x.org/1"}, "url", "https://x.org/1"),
        ({"text": TEXT, "guid": "https://x.org/2"}, "url", "https://x.org/2"),
        ({"text": TEXT, "guid": "4711"}, "url", ""),
        ({"text": TEXT, "source": {"id": None, "name": "Herald"}}, "publisher", "Herald"),
        ({"text": TEXT, "site_name": "Herald"}, "publisher", "Herald"),
        ({"text": TEXT, "authors": ["A. Lind", "B. Ek"]}, "author", "A. Lind, B. Ek"),
        ({"text": TEXT, "author": {"name": "A. Lind"}}, "author", "A. Lind"),
        ({"text": TEXT, "publishedAt": "2024-10-22T00:00:00Z"}, "date", "2024-10-22T00:00:00Z"),
        ({"text": TEXT, "pubDate": "Tue, 22 Oct 2024"}, "date", "Tue, 22 Oct 2024"),
        ({"text": TEXT, "Publish Date": "2024"}, "date", "2024"),
        ({"text": TEXT, "timestamp": 1729584000}, "date", "1729584000"),
        ({"text": TEXT, "title": None}, "title", ""),
        ({"text": TEXT, "title": "Lind &amp; Ek&#8217;s treaty"}, "title", "Lind & Ek’s treaty"),
        ({"text": "He said &quot;no&quot;; R&D; 3 < 4."}, "text", 'He said "no"; R&D; 3 < 4.'),
        ({"text": "<p>One &amp; two.</p><p>Three.<br>Four.</p>"}, "text",
         "One & two.\n\nThree.\nFour."),
    ],
)  # fmt: skip
def test_fields_are_found_by_their_usual_names(
    record: dict[str, Any], field: str, expected: str
) -> None:
    article = article_of(record, OPTIONS)
    assert isinstance(article, Article)
    assert getattr(article, field) == expected


def test_names_given_by_the_user_are_the_only_ones() -> None:
    options = ReadOptions(fields={"text": "story_full", "title": ("kicker", "head")})
    record = {"text": "no", "story_full": TEXT, "head": "Envoy", "title": "no"}
    article = article_of(record, options)
    assert isinstance(article, Article)
    assert (article.text, article.title) == (TEXT, "Envoy")
    assert isinstance(article_of({"text": TEXT}, options), Rejected)


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ([1, 2], Reason.BROKEN_RECORD),
        ("text", Reason.BROKEN_RECORD),
        ({"title": "x"}, Reason.BROKEN_RECORD),
        ({}, Reason.BROKEN_RECORD),
        ({"text": ""}, Reason.NO_TEXT),
        ({"text": None}, Reason.NO_TEXT),
        ({"text": {"nested": {}}}, Reason.NO_TEXT),
    ],
)
def test_a_record_without_text_says_why(record: object, reason: Reason) -> None:
    found = article_of(record, OPTIONS)
    assert isinstance(found, Rejected)
    assert found.reason is reason
    assert found.detail


def test_missing_text_names_the_fields_that_are_there() -> None:
    found = article_of({"titel": "x", "inhalt": TEXT}, OPTIONS)
    assert isinstance(found, Rejected)
    assert "'inhalt'" in found.detail


# --- JSON lines -------------------------------------------------------------------------------


def test_bad_lines_do_not_end_an_archive() -> None:
    text = "\n".join(
        [
            json.dumps({"text": "one"}),
            "{broken",
            "",
            "[" * 100_000,
            "17",
            json.dumps({"text": "six"}),
        ]
    )
    found = [(line, outcome(one)) for line, one in read_json_lines(stream(text), OPTIONS)]
    assert found == [
        (1, "one"),
        (2, Reason.BROKEN_RECORD),
        (4, Reason.BROKEN_RECORD),
        (5, Reason.BROKEN_RECORD),
        (6, "six"),
    ]


def test_a_record_over_the_limit_is_passed_over() -> None:
    text = json.dumps({"text": "x" * 5000}) + "\n" + json.dumps({"text": "two"})
    found = read_json_lines(stream(text), ReadOptions(max_bytes=1000))
    assert [(line, outcome(one)) for line, one in found] == [(1, Reason.TOO_LARGE), (2, "two")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_archives_in_other_encodings(encoding: str) -> None:
    text = '{"text": "The café is shut"}\n{"text": "The owner’s café"}\n'
    found = [outcome(one) for _, one in read_json_lines(stream(text, encoding), OPTIONS)]
    assert found == ["The café is shut", "The owner’s café"]


# --- JSON -------------------------------------------------------------------------------------

RECORDS = [{"text": "one"}, {"text": 'two, [with] {brackets} and \\ "quotes"'}, {"text": "three"}]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(RECORDS),
        json.dumps(RECORDS, indent=2),
        json.dumps({"status": "ok", "articles": RECORDS}),
        json.dumps({"results": RECORDS}, indent=1),
        "\n".join(json.dumps(record, indent=1) for record in RECORDS),
        "  [\n\n" + ",\n".join(json.dumps(record) for record in RECORDS) + "\n]\n\n",
    ],
    ids=["list", "indented", "wrapped", "wrapped, indented", "in a row", "spaced"],
)
def test_json_in_all_its_shapes(text: str) -> None:
    found = [outcome(one) for _, one in read_json(stream(text), OPTIONS)]
    assert found == [record["text"] for record in RECORDS]


def test_objects_carry_the_line_they_begin_on() -> None:
    text = json.dumps(RECORDS, indent=1)
    assert [line for line, _ in read_json(stream(text), OPTIONS)] == [2, 5, 8]


def test_a_list_longer_than_any_buffer() -> None:
    records = [{"text": f"{number} " + "word " * 200} for number in range(2000)]
    found = [outcome(one) for _, one in read_json(stream(json.dumps(records)), OPTIONS)]
    assert found == [record["text"] for record in records]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[{"text": "one"}, {"text": ', ["one", Reason.BROKEN_RECORD]),
        ('[{"text": "one"}', ["one", Reason.BROKEN_RECORD]),
        ('[{"text": "one"}] tail', ["one", Reason.BROKEN_RECORD]),
        ('[{"text": "one"}, nonsense, {"text": "two"}]', ["one", Reason.BROKEN_RECORD]),
        ("[1, 2]", [Reason.BROKEN_RECORD, Reason.BROKEN_RECORD]),
        ("[" * 100_000, [Reason.BROKEN_RECORD]),
        ("[]", []),
        ("  ", []),
    ],
)
def test_broken_json_keeps_what_came_before(text: str, expected: list[object]) -> None:
    assert [outcome(one) for _, one in read_json(stream(text), OPTIONS)] == expected


def test_one_value_over_the_limit_ends_the_file() -> None:
    text = '[{"text": "one"}, {"text": "' + "x" * 2_000_000 + '"}]'
    found = read_json(stream(text), ReadOptions(max_bytes=100_000))
    assert [outcome(one) for _, one in found] == ["one", Reason.TOO_LARGE]


# --- CSV and TSV ------------------------------------------------------------------------------


def rows(text: str, sign: str = ",", options: ReadOptions = OPTIONS) -> list[tuple[int, object]]:
    return [(line, outcome(one)) for line, one in read_table(stream(text), options, sign)]


def test_rows_carry_their_first_line() -> None:
    text = 'title,text\nA,one\nB,"two\nlines"\n\nC,three\n'
    assert rows(text) == [(2, "one"), (3, "two\nlines"), (6, "three")]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("title,text\nA,one\n", ","),
        ("title;text\nA;one\n", ","),
        ("title\ttext\nA\tone\n", ","),
        ("title|text\nA|one\n", ","),
        ("title\ttext\nA\tone\n", "\t"),
        ("title,text\r\nA,one\r\n", ","),
        ('"title","text"\n"A","one"', ","),
        ("title,text\rA,one\r", ","),
        ('title,text\r"A\rB",one', ","),
        ("\n\ntitle,text\nA,one\n", ","),
    ],
)
def test_separators_and_line_ends(text: str, sign: str) -> None:
    assert [found for _, found in rows(text, sign)] == ["one"]


def test_a_row_of_another_length_is_broken() -> None:
    found = rows("title,text\nA\nB,two\nC,three,x\n")
    assert found == [(2, Reason.BROKEN_RECORD), (3, "two"), (4, Reason.BROKEN_RECORD)]


def test_quotes_that_belong_to_the_text_of_a_tsv_stay() -> None:
    text = 'title\ttext\nA\t"Yes," she said.\nB\ttwo\n'
    assert rows(text, "\t") == [(2, '"Yes," she said.'), (3, "two")]


def test_quotes_of_a_quoted_tsv_go() -> None:
    assert rows('title\ttext\nA\t"Yes, ""now"", she\tsaid."\n', "\t") == [
        (2, 'Yes, "now", she\tsaid.')
    ]


def test_a_table_without_a_text_column_says_what_it_has() -> None:
    found = list(read_table(stream("a,b\n1,2\n3,4\n"), OPTIONS, ","))
    assert len(found) == 1
    assert isinstance(found[0][1], Rejected)
    assert "'a', 'b'" in found[0][1].detail


@pytest.mark.parametrize("text", ["", "\r ", "\x00", '"', '"a\n', "text,text\n\r\r"])
def test_what_is_no_table_is_no_error(text: str) -> None:
    assert all(isinstance(one, Reason) for _, one in rows(text))


def test_an_overlong_line_of_a_table_is_too_large() -> None:
    text = "title,text\nA," + "x" * 500 + "\nB,two\n"
    assert rows(text, options=ReadOptions(max_bytes=100)) == [(2, Reason.TOO_LARGE), (3, "two")]


def test_a_cell_longer_than_the_csv_module_allows_by_itself() -> None:
    long = "word " * 60_000
    assert rows(f"title,text\nA,{long}\n") == [(2, long)]


@given(st.lists(st.text(min_size=1, max_size=40).filter(str.strip), min_size=1, max_size=5))
def test_what_the_csv_module_writes_is_read_back(texts: list[str]) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL)
    writer.writerow(["title", "text"])
    writer.writerows(["x", text] for text in texts)
    found = [one for _, one in rows(buffer.getvalue())]
    # line ends inside a cell come back as LF
    assert [str(one).split() for one in found] == [text.split() for text in texts]


# --- through the door -------------------------------------------------------------------------


@pytest.mark.parametrize("packed", [False, True])
def test_records_become_documents_with_their_place(tmp_path: Path, packed: bool) -> None:
    record = {
        "url": "https://www.herald.example/2024/10/22/envoy",
        "headline": "Envoy  to sign",
        "body": TEXT,
        "published": "2024-10-22T23:59:00-05:00",
        "site_name": "Herald",
        "byline": "A. Lind",
    }
    data = (json.dumps(record) + "\nbroken\n").encode()
    path = tmp_path / ("wire.jsonl.gz" if packed else "wire.jsonl")
    path.write_bytes(gzip.compress(data) if packed else data)
    document, rejection = read([str(path)])
    assert isinstance(document, Document)
    assert isinstance(rejection, Rejection)
    assert (document.title, document.publisher, document.author) == (
        "Envoy to sign",
        "Herald",
        "A. Lind",
    )
    assert (str(document.published), document.date_source) == ("2024-10-22", "metadata")
    assert document.path == f"{path}:1"
    assert rejection.path == f"{path}:2"


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.jsonl", "\n\n"), ("a.json", "[]"), ("a.csv", "title,text\n"), ("a.json", " ")],
)
def test_an_archive_without_records_is_empty(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    (found,) = read([str(tmp_path / name)])
    assert isinstance(found, Rejection)
    assert found.reason is Reason.EMPTY
