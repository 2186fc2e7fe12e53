"""Words per second by stage, on the sample articles repeated: `python -m tests.bench.speed`.

All figures come from one run on one machine, so that their ratios can be compared; the
absolute figures cannot, where other programs share the processor. The encoder is the part that
cannot be made faster without other weights: the whole pipeline's pace is given as a share of its.
What extraction adds to the pipeline is measured article by article, so that both see the same load.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from kg import pipeline
from kg.extract import extract
from kg.extract.scoring import EventClassifier
from kg.language import FURNITURE, load
from kg.language.reader import NewsReader, sentence_words
from kg.read import ReadOptions, read
from kg.records import Document
from kg.resources import SAMPLES
from kg.vocabulary import Vocabulary, load_vocabulary

ENCODER = "encoder alone"
WHOLE = "whole pipeline"
EXTRACT = "extract"


@dataclass(frozen=True, slots=True)
class Timing:
    stage: str
    seconds: float


def timed(stage: str, work: Callable[[], Any], out: list[Timing]) -> Any:
    started = time.perf_counter()
    result = work()
    out.append(Timing(stage, time.perf_counter() - started))
    return result


def articles(words: int) -> list[Document]:
    """The sample articles, repeated until there are `words`; each copy has its own number."""
    samples = [d for d in read([str(SAMPLES)], ReadOptions()) if isinstance(d, Document)]
    out: list[Document] = []
    count = 0
    while count < words:
        for sample in samples:
            copy = f"{sample.text}\n\nCopy {len(out)}."
            out.append(
                Document(copy, sample.title, published=sample.published, furniture=sample.furniture)
            )
            count += len(copy.split())
    return out


def language_stages(documents: Sequence[Document], threads: int) -> list[Timing]:
    """The components one by one, the encoder alone, the whole pipeline, and extraction."""
    nlp, vocabulary = load(threads=threads), load_vocabulary()
    reader = nlp.get_pipe("kg_reader")
    if not isinstance(reader, NewsReader):
        raise TypeError("the shipped pipeline is measured")
    whole_stages(nlp, vocabulary, documents[:1])  # reads the word lists
    out: list[Timing] = []
    docs = timed("tokens", lambda: [_made(nlp, d) for d in documents], out)
    timed("sentences", lambda: [nlp.get_pipe("kg_sentences")(doc) for doc in docs], out)
    batches = [b for doc in docs for b in prepared(reader, doc)]
    timed(ENCODER, lambda: [reader.session.run(None, batch) for batch in batches], out)
    timed("reader (encoder included)", lambda: [reader(doc) for doc in docs], out)
    timed("coreference", lambda: [nlp.get_pipe("kg_coreference")(doc) for doc in docs], out)
    return [*out, *whole_stages(nlp, vocabulary, documents)]


def whole_stages(
    nlp: Language, vocabulary: Vocabulary, documents: Sequence[Document]
) -> list[Timing]:
    """The whole pipeline and extraction, in turns."""
    scorer = EventClassifier(nlp)
    whole: list[Timing] = []
    extracted: list[Timing] = []
    for document in documents:
        doc = timed(WHOLE, partial(_analysed, nlp, document), whole)
        timed(EXTRACT, partial(extract, document, doc, vocabulary, scorer), extracted)
    return [Timing(row[0].stage, sum(one.seconds for one in row)) for row in (whole, extracted)]


def _made(nlp: Any, document: Document) -> Any:
    doc = nlp.make_doc(document.text)
    doc.user_data[FURNITURE] = document.furniture
    return doc


def _analysed(nlp: Language, document: Document) -> Doc:
    return nlp(_made(nlp, document))


def prepared(reader: NewsReader, doc: Any) -> list[dict[str, Any]]:
    """The encoder's inputs for one document, batched as the reader does."""
    sentences = [[doc[i].text for i in row] for row in sentence_words(doc)]
    return [given for _, given in reader.batches(sentences)]


def build_stages(documents: Sequence[Document], threads: int) -> list[Timing]:
    """A whole `kg build` over files, with the moments at which its stages end."""
    marks: list[tuple[str, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles"
        source.mkdir()
        for number, document in enumerate(documents):
            (source / f"{number:05}.txt").write_text(document.text, encoding="utf-8")
        started = time.perf_counter()
        pipeline.build(
            [str(source)],
            Path(folder) / "graph",
            pipeline.Options(threads=threads),
            lambda stage, _done, _total: marks.append((stage, time.perf_counter())),
        )
        ended = time.perf_counter()
    ends = {"": started} | dict(marks)
    stages, moments = list(ends), [*ends.values()]
    out = [
        Timing(f"build: {stage}", end - begin)
        for stage, begin, end in zip(stages[1:], moments, moments[1:], strict=False)
    ]
    return [*out, Timing("build: all", ended - started)]


def table(timings: Sequence[Timing], words: int) -> str:
    whole = timings[-1].seconds
    lines = [f"{words:,} words\n{'':28}{'seconds':>9}{'words/s':>10}{'share of last':>16}"]
    for row in timings:
        rate = words / max(row.seconds, 1e-9)
        lines.append(f"{row.stage:28}{row.seconds:9.2f}{rate:10,.0f}{row.seconds / whole:16.1%}")
    return "\n".join(lines)


def share_of_encoder(timings: Sequence[Timing], words: int) -> str:
    seconds = {row.stage: row.seconds for row in timings}
    whole, encoder = (words / max(seconds[stage], 1e-9) for stage in (WHOLE, ENCODER))
    return f"{WHOLE}: {whole:,.0f} words/s, {whole / encoder:.0%} of the {ENCODER} ({encoder:,.0f})"


def share_of_pipeline(timings: Sequence[Timing]) -> str:
    seconds = {row.stage: row.seconds for row in timings}
    return f"{EXTRACT}: adds {seconds[EXTRACT] / seconds[WHOLE]:.0%} to the {WHOLE}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=50_000)
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--no-build", action="store_true", help="stop before `kg build`")
    options = parser.parse_args()
    documents = articles(options.words)
    words = sum(len(d.text.split()) for d in documents)
    language = language_stages(documents, options.threads)
    seconds = {row.stage: row.seconds for row in language}
    summary = [*language, Timing("language + extract", seconds[WHOLE] + seconds[EXTRACT])]
    if not options.no_build:
        summary += build_stages(documents, options.threads)
    shares = f"{share_of_encoder(language, words)}\n{share_of_pipeline(language)}"
    sys.stdout.write(f"{table(summary, words)}\n{shares}\n")


if __name__ == "__main__":
    main()
