"""Reading from end to end: every kind of input, good and bad, and what holds for all of them."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.read import ReadOptions, count_inputs, read
from kg.read.articles import Article, to_document
from kg.read.canonical import stored_text
from kg.read.rejects import Rejected
from kg.records import Document, Reason, Rejection

TEXT = "The envoy of Avaria said on Monday that the treaty with Borland would be signed."


def documents(found: Iterator[Document | Rejection]) -> list[Document]:
    return [one for one in found if isinstance(one, Document)]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", TEXT),
        ("a.md", f"---\ntitle: x\n---\n{TEXT}"),
        ("a.html", f"<html><body><article><p>{TEXT}</p></article></body></html>"),
        ("a.jsonl", json.dumps({"text": TEXT})),
        ("a.json", json.dumps([{"text": TEXT}])),
        ("a.csv", f'title,text\nx,"{TEXT}"\n'),
        ("a.tsv", f"title\ttext\nx\t{TEXT}\n"),
        ("noname", TEXT),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_every_format_plain_and_packed(tmp_path: Path, name: str, data: str, packed: bool) -> None:
    path = tmp_path / (f"{name}.gz" if packed else name)
    path.write_bytes(gzip.compress(data.encode()) if packed else data.encode())
    (document,) = documents(read([str(path)]))
    assert document.text == TEXT


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", Reason.EMPTY),
        ("a.txt", b" \n\t ", Reason.EMPTY),
        ("a.txt", b"\xef\xbb\xbf", Reason.EMPTY),
        ("a.txt", b"%PDF-1.7", Reason.BINARY),
        ("a.txt", bytes(1000), Reason.BINARY),
        ("a.png", b"\x89PNG\r\n\x1a\n", Reason.BINARY),
        ("a.xml", b"<rss/>", Reason.UNKNOWN_FORMAT),
        ("a.txt", b"12 34 -- 56", Reason.NO_TEXT),
        ("a.txt", b"Advertisement\nRead more\n", Reason.NO_TEXT),
        ("a.html", b"<html><script>x</script></html>", Reason.NO_TEXT),
        ("a.md", b"---\ntitle: x\n---\n", Reason.NO_TEXT),
        ("a.txt", b"word " * 50_000, Reason.TOO_LARGE),
        ("a.txt", b"x" * 300_000, Reason.TOO_LARGE),
        ("a.jsonl", b'{"text": "' + b"x" * 300_000 + b'"}', Reason.TOO_LARGE),
        ("a.jsonl", b"{", Reason.BROKEN_RECORD),
        ("a.json", b"[{", Reason.BROKEN_RECORD),
        ("a.csv", b"a,b\n1,2\n", Reason.BROKEN_RECORD),
        ("a.txt.gz", gzip.compress(TEXT.encode(), mtime=0)[:-9], Reason.UNREADABLE),
        ("a.gz", b"\x1f\x8b\x00", Reason.UNREADABLE),
        ("a.txt", "Der Gesandte sagte am Montag, dass der Vertrag im Frühling unterzeichnet werde."
         .encode(), Reason.NOT_ENGLISH),
    ],
)  # fmt: skip
def test_every_bad_input_has_a_reason_and_advice(
    tmp_path: Path, name: str, data: bytes, reason: Reason
) -> None:
    (tmp_path / name).write_bytes(data)
    options = ReadOptions(max_bytes=260_000, max_chars=200_000)
    (found,) = read([str(tmp_path / name)], options)
    assert isinstance(found, Rejection)
    assert found.reason is reason
    assert found.path.startswith(str(tmp_path / name))
    assert len(found.detail) > 10


def test_a_language_can_be_let_through(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Der Gesandte sagte am Montag, dass der Vertrag gut sei.")
    assert documents(read([str(tmp_path)], ReadOptions(check_language=False)))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.txt").chmod(0)
    (found,) = read([str(tmp_path)])
    assert isinstance(found, Rejection)
    assert found.reason is Reason.UNREADABLE
    assert "permission" in found.detail


def test_a_file_that_vanishes_while_reading_is_unreadable(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(TEXT)
    found = read([str(tmp_path)])
    next(found)
    (tmp_path / "b.txt").unlink()
    rest = list(found)
    assert [one.reason for one in rest if isinstance(one, Rejection)] == [Reason.UNREADABLE]
    assert len(documents(iter(rest))) == 1


def test_one_bad_file_does_not_hide_the_next(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(bytes(100))
    (tmp_path / "b.txt").write_text(TEXT)
    assert [type(one) for one in read([str(tmp_path), "/no/such"])] == [
        Rejection, Document, Rejection,
    ]  # fmt: skip


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / f"{number}.txt").write_text(f"{TEXT} {number}")
    assert list(read([str(tmp_path)])) == list(read([str(tmp_path)]))


def test_the_same_article_has_one_id_wherever_it_was_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": TEXT}))
    a, b = documents(read([str(tmp_path)]))
    assert a.id == b.id
    assert a.path != b.path


@pytest.mark.parametrize("packed", [False, True])
def test_standard_input(packed: bool) -> None:
    data = "".join(json.dumps({"text": f"{TEXT} {number}"}) + "\n" for number in range(3)).encode()
    code = "from kg.read import read\nfor one in read(['-', '-']): print(one.path, len(one.text))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=gzip.compress(data) if packed else data,
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode().split("\n")[:-1] == [
        f"-:{line} {len(TEXT) + 2}" for line in (1, 2, 3)
    ]


def test_a_plain_file_loads_no_slow_library(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{TEXT} And the cabinet agreed with the envoy. " * 5)
    slow = "trafilatura lxml py3langid numpy datasketch charset_normalizer markdown_it spacy"
    code = (
        "import sys\nfrom kg.read import read, count_inputs, link_reprints\n"
        f"assert len(list(read([{str(tmp_path)!r}]))) == 1\n"
        f"print([name for name in {slow.split()!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.decode().strip() == "[]"


def test_count_is_of_files(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("{}\n" * 10)
    assert count_inputs([str(tmp_path)]) == 1


# --- documents --------------------------------------------------------------------------------


def document(text: str = TEXT, **fields: str) -> Document:
    return to_document(Article(text, **fields), "", ReadOptions())


def test_metadata_beats_the_dateline() -> None:
    found = document(f"OSTRAVA, Oct 20, 2024 (AP) - {TEXT}", date="2024-10-22", publisher="Herald")
    assert (str(found.published), found.date_source) == ("2024-10-22", "metadata")
    assert found.publisher == "Herald"


def test_the_dateline_makes_vague_metadata_precise() -> None:
    found = document(f"OSTRAVA, Oct 20 (AP) - {TEXT}", date="2024")
    assert (str(found.published), found.date_source) == ("2024-10-20", "dateline")
    assert found.publisher == "AP"


def test_an_unknown_date_stays_unknown() -> None:
    found = document()
    assert (found.published, found.date_source) == (None, "")


@pytest.mark.parametrize(
    ("url", "published", "publisher"),
    [
        ("https://www.herald.example/2024/10/22/envoy.html", "2024-10-22", "herald.example"),
        ("https://herald.example/world/2024-10-22/envoy", "2024-10-22", "herald.example"),
        ("https://herald.example/envoy-2024", "None", "herald.example"),
        ("not an address", "None", ""),
        ("http://[broken", "None", ""),
    ],
)
def test_an_address_gives_date_and_site_of_last_resort(
    url: str, published: str, publisher: str
) -> None:
    found = document(url=url)
    assert (str(found.published), found.publisher) == (published, publisher)


def test_the_year_of_the_rights_completes_a_dateline() -> None:
    found = document(f"OSTRAVA, Oct 20 (AP) - {TEXT}\n\n© 2024 Herald")
    assert str(found.published) == "2024-10-20"


def test_the_publication_of_the_original_is_the_publisher() -> None:
    found = document(f"{TEXT}\nRead the original article on The Harbour Herald")
    assert found.publisher == "The Harbour Herald"


@given(st.text(alphabet=st.characters(), max_size=500))
def test_any_text_is_stored_so_that_ranges_slice_it(text: str) -> None:
    try:
        found = to_document(Article(text, title=text, url=text, date=text), "", ReadOptions())
    except Rejected:
        return
    assert found.text == stored_text(text)
    assert json.loads(json.dumps([found.text, found.title, found.url])) == [
        found.text, found.title, found.url,
    ]  # fmt: skip
    assert all(0 <= start < end <= len(found.text) for start, end in found.furniture)
    found.text.encode("utf-8")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    data=st.one_of(
        st.binary(max_size=400),
        st.text(max_size=300).map(str.encode),
        st.text(max_size=300).map(lambda text: text.encode("utf-16")),
        st.text(max_size=200).map(lambda text: gzip.compress(text.encode())),
        st.lists(st.dictionaries(st.sampled_from(["text", "title", "date", "x"]), st.text())).map(
            lambda records: json.dumps(records).encode()
        ),
    ),
    suffix=st.sampled_from(["", ".txt", ".md", ".html", ".jsonl", ".json", ".csv", ".tsv", ".gz"]),
)
def test_no_file_raises(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"any{suffix}"
    path.write_bytes(data)
    for found in read([str(path)]):
        if isinstance(found, Document):
            assert found.text.strip()
            assert stored_text(found.text) == found.text
        else:
            assert found.detail
