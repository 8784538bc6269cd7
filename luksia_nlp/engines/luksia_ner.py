"""The spaCy component `luksia_ner`: our recognizer in any spaCy pipeline for Finnish."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from luksia_nlp.recognizer import FoundName, Read, Recognizer, packaged_recognizer
from luksia_nlp.recognizer.windows import BREAK

# Where the spans stand once more with their scores, as spaCy's own span categorizer keeps them.
SPANS_KEY = "luksia_ner"
# Where the packaged model leaves what it says of each token, for sentences to be judged by.
WORDS_KEY = "luksia_words"


class LuksiaNer:
    """Finds names and writes them to `doc.ents`.

    The same spans stand in `doc.spans["luksia_ner"]`, their scores in its `attrs["scores"]`. The component
    needs no other; put first or before a parser, its names are not cut by sentence borders.

    Args:
        model: The model's folder, as training wrote it; None for the model that comes with luksia_nlp.
        threads: How many processor threads to use; None takes all.

    Example:
        >>> import spacy
        >>> nlp = spacy.blank("fi")
        >>> _ = nlp.add_pipe("luksia_ner")
        >>> [(nimi.text, nimi.label_) for nimi in nlp("Timo Hakkarainen asuu Lohjalla.").ents]
        [('Timo Hakkarainen', 'PERSON'), ('Lohjalla', 'GPE')]
    """

    def __init__(self, model: str | None = None, threads: int | None = None) -> None:
        self._model, self._threads = model, threads
        self.name = "luksia_ner"

    @cached_property
    def recognizer(self) -> Recognizer:
        """The recognizer, loaded when it is first needed."""
        if self._model is None and self._threads is None:
            return packaged_recognizer()
        return Recognizer(self._model, self._threads)

    def __call__(self, doc: Doc) -> Doc:
        """Write the names of one text."""
        _write(doc, self.recognizer.names([token.text for token in doc]))
        return doc

    def annotate_parts(self, docs: Sequence[Doc]) -> Sequence[Doc]:
        """Write the names of one text that was cut into several docs; each is read with those around it."""
        parts = ([*(token.text for token in doc), BREAK] for doc in docs)
        for doc, read in zip(docs, self.recognizer.read_sentences(parts), strict=True):
            self._keep(doc, read)
        return docs

    def annotate_sentences(self, docs: Iterable[Doc]) -> Iterator[Doc]:
        """Write the names of sentences that follow each other in one text."""
        kept = list(docs)
        sentences = ([token.text for token in doc] for doc in kept)
        for doc, read in zip(kept, self.recognizer.read_sentences(sentences), strict=True):
            self._keep(doc, read)
            yield doc

    def _keep(self, doc: Doc, read: Read) -> None:
        _write(doc, read.names)
        if read.words is not None and self.recognizer.is_packaged:
            doc.user_data[WORDS_KEY] = read.words[: len(doc)]


def _write(doc: Doc, names: Sequence[FoundName]) -> None:
    spans = [Span(doc, name.first, name.last, label=name.label) for name in names]
    doc.set_ents(spans)
    scores = [name.score for name in names]
    doc.spans[SPANS_KEY] = SpanGroup(doc, name=SPANS_KEY, spans=spans, attrs={"scores": scores})


@Language.factory(  # type: ignore[untyped-decorator]
    "luksia_ner",
    assigns=["doc.ents", "token.ent_iob", "token.ent_type"],
    default_config={"model": None, "threads": None},
)
def make_luksia_ner(nlp: Language, name: str, model: str | None, threads: int | None) -> Any:
    """The component, as spaCy asks for it."""
    del nlp, name
    return LuksiaNer(model, threads)
