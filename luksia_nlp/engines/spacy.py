"""The spaCy engine: any installed Finnish spaCy pipeline, its lemmas replaced by our own base forms."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

import numpy as np
import spacy
from spacy.tokens import Doc

from luksia_nlp.engines.batches import read_in_batches
from luksia_nlp.engines.blocks import blocks
from luksia_nlp.engines.luksia_ner import SPANS_KEY, WORDS_KEY, LuksiaNer
from luksia_nlp.errors import EngineError
from luksia_nlp.language.base_forms import lemma_of
from luksia_nlp.language.morphology import is_known, readings
from luksia_nlp.records import Article, Document, Failure, NameSpan, Sentence, Token
from luksia_nlp.settings import Settings

# What the stages after the engine rely on.
_NEEDED = ("morphologizer", "parser")
# The lemmatizer of spacy_fi_experimental_web_md needs the native library voikko, which pip cannot install;
# base forms come from luksia_nlp.language.morphology for every pipeline, so that they are the same for all.
_EXCLUDED = ["lemmatizer"]
# Of the default pipeline, the probabilities of half a million words, which none of its components asks for:
# more than a second of loading and 160 MB. Another pipeline's tables may hold normal forms, which it needs.
_UNUSED = ["lookups"]
# Paragraphs that the pipeline reads at once: with more its memory grows, its speed does not.
_BLOCKS_AT_ONCE = 32
_NUMBER = re.compile(r"\d+\.")
# The pipeline that comes with luksia_nlp. It is installed from the package registry; spaCy's own Finnish
# pipelines are installed by spaCy.
DEFAULT_MODEL = "spacy_fi_experimental_web_md"


class SpacyEngine:
    """Reads articles with a spaCy pipeline.

    Args:
        settings: `model` names the pipeline, `recognizer` what finds the names, `batch_characters` the
            size of a batch.

    Raises:
        EngineError: The pipeline is not installed, is broken, is not Finnish or lacks a component.
        RecognizerError: The recognizer's model is missing or damaged.
    """

    def __init__(self, settings: Settings) -> None:
        own = settings.recognizer == "engine"
        model = settings.model or DEFAULT_MODEL
        self._nlp = _load(model, [*_NEEDED, "ner"] if own else _NEEDED, keep_ner=own)
        # Names are found before sentences: spaCy lets no name cross a sentence border, and the parser sets
        # some within names. On TurkuONE's development part this was worth 0.8 points of F1 to its own names.
        self._finder = _PipelineNer(self._nlp) if own else _luksia_ner(settings.recognizer)
        self._batch_characters = settings.batch_characters
        meta = self._nlp.meta
        pipeline = f"spacy/{model} {meta.get('version', '')}".strip()
        self._name = f"{pipeline}, names by {self._finder.name}"

    @property
    def name(self) -> str:
        """The pipeline's name and version."""
        return self._name

    def documents(self, articles: Iterable[Article | Failure]) -> Iterator[Document | Failure]:
        """Read articles batch by batch; where a batch breaks, each of its articles alone."""
        return read_in_batches(articles, self._batch_characters, self._read, "The spaCy pipeline")

    def documents_from_tokens(self, sentences: Iterable[Sequence[str]]) -> Iterator[Document]:
        """Read tokenized sentences, taking every two tokens to be a space apart."""
        docs = (
            Doc(self._nlp.vocab, words, spaces=[place < len(words) for place in range(1, len(words) + 1)])
            for words in map(list, sentences)
        )
        for doc in self._nlp.pipe(self._finder.annotate_sentences(docs)):
            article = Article(doc.text)
            yield _document(article, doc.text, [(0, doc)])

    def _read(self, articles: Sequence[Article]) -> list[Document]:
        # What spaCy learns of new words is forgotten after each batch: an archive's would fill the memory.
        with self._nlp.memory_zone():
            return self._documents(articles)

    def _documents(self, articles: Sequence[Article]) -> list[Document]:
        texts = [article.full_text for article in articles]
        spans = [list(blocks(text)) for text in texts]
        cut_docs = (
            [_with_final_numbers(self._nlp.make_doc(text[start:end])) for start, end in cut]
            for text, cut in zip(texts, spans, strict=True)
        )
        named = itertools.chain.from_iterable(map(self._finder.annotate_parts, cut_docs))
        docs = self._nlp.pipe(named, batch_size=_BLOCKS_AT_ONCE)
        return [
            _document(article, text, [(start, next(docs)) for start, _ in cut])
            for article, text, cut in zip(articles, texts, spans, strict=True)
        ]


class _Finder(Protocol):
    """What finds names, in the parts of one text or in sentences that follow each other."""

    name: str

    def annotate_parts(self, docs: Sequence[Doc]) -> Iterable[Doc]: ...

    def annotate_sentences(self, docs: Iterable[Doc]) -> Iterable[Doc]: ...


class _PipelineNer:
    """The pipeline's own component `ner`, taken out of its place."""

    name = "the pipeline"

    def __init__(self, nlp: Any) -> None:
        self._ner = nlp.get_pipe("ner")
        nlp.disable_pipe("ner")

    def annotate_parts(self, docs: Sequence[Doc]) -> Iterable[Doc]:
        return list(self._ner.pipe(docs))

    def annotate_sentences(self, docs: Iterable[Doc]) -> Iterable[Doc]:
        annotated: Iterator[Doc] = self._ner.pipe(docs)
        return annotated


def _luksia_ner(recognizer: str) -> _Finder:
    finder = LuksiaNer(None if recognizer == "luksia" else recognizer)
    finder.name = finder.recognizer.name
    return finder


def _load(model: str, needed: Sequence[str], *, keep_ner: bool) -> Any:
    try:
        unused = [*_EXCLUDED, *([] if keep_ner else ["ner"]), *(_UNUSED if model == DEFAULT_MODEL else [])]
        nlp = spacy.load(model, exclude=unused)
    except OSError as error:
        if not spacy.util.is_package(model):
            install = (
                f"pip install {model}" if model == DEFAULT_MODEL else f"python -m spacy download {model}"
            )
            message = f"The spaCy pipeline {model!r} is not installed and is no folder. Install it: {install}"
            raise EngineError(message) from error
        raise EngineError(f"The spaCy pipeline {model!r} cannot be loaded: {error}") from error
    except Exception as error:  # a damaged model can fail in any of spaCy's serializers
        raise EngineError(f"The spaCy pipeline {model!r} is broken: {error}. Install it again.") from error
    if nlp.lang != "fi":
        raise EngineError(
            f"The spaCy pipeline {model!r} is for the language {nlp.lang!r}, not Finnish ('fi')."
        )
    _keep_names_whole(nlp)
    missing = [component for component in needed if component not in nlp.pipe_names]
    if missing:
        raise EngineError(f"The spaCy pipeline {model!r} lacks: {', '.join(missing)}.")
    return nlp


def _with_final_numbers(doc: Doc) -> Doc:
    """The tokens of a text, a number that ends a sentence parted from its full stop.

    The tokenizer takes *9.* for an ordinal wherever it stands; before a word with a capital that is no name,
    and at the end, it is the last word of its sentence: *Ehdokkaita on 9. Heistä 3 on naisia.*
    """
    numbers = [
        token.i
        for token in doc
        if _NUMBER.fullmatch(token.text) and token.i and _opens_sentence(doc, token.i + 1)
    ]
    with doc.retokenize() as retokenizer:
        for place in numbers:
            token = doc[place]
            heads = [(token, 0), (token, 0)]
            retokenizer.split(token, [token.text[:-1], "."], heads=heads)
    return doc


def _opens_sentence(doc: Doc, place: int) -> bool:
    """Whether the word at a place opens a sentence by its capital alone, or there is none."""
    while place < len(doc) and doc[place].is_space:
        place += 1
    if place == len(doc):
        return True
    word = doc[place].text
    pronoun = any(reading.part_of_speech.startswith("pronoun") for reading in readings(word.lower()))
    return word.istitle() and is_known(word.lower()) and (pronoun or not _is_name(word))


def _keep_names_whole(nlp: Any) -> None:
    """Take names for no contractions: the tokenizer would cut *Kosken* (koska en) and *Ellen* (ellen)."""
    rules = nlp.tokenizer.rules
    nlp.tokenizer.rules = {form: cut for form, cut in rules.items() if len(cut) < 2 or not _is_name(form)}


def _is_name(form: str) -> bool:
    return form[:1].isupper() and any(
        reading.rule == "lexicon" and reading.part_of_speech == "proper" for reading in readings(form)
    )


def _document(article: Article, text: str, parts: Iterable[tuple[int, Any]]) -> Document:
    """A document from the spaCy docs of its blocks, each with its offset in the text."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    names: list[NameSpan] = []
    words: list[Any] = []
    for offset, doc in parts:
        index = _indices(doc, len(tokens))
        if WORDS_KEY in doc.user_data:
            words.append(doc.user_data[WORDS_KEY][[own is not None for own in index]])
        tokens += [
            _token(token, offset, own, index)
            for token, own in zip(doc, index, strict=True)
            if own is not None
        ]
        for sentence in doc.sents:
            if span := _span(index, sentence):
                first, last = span
                sentences.append(Sentence(tokens[first].start, tokens[last - 1].end, first, last))
        names += [
            NameSpan(*span, entity.label_, score)
            for entity, score in zip(doc.ents, _name_scores(doc), strict=True)
            if (span := _span(index, entity))
        ]
    rows = np.concatenate(words) if words else None
    return Document(article, text, tuple(tokens), tuple(sentences), tuple(names), rows)


def _name_scores(doc: Any) -> list[float | None]:
    """How sure each of the doc's names is, as far as what found them says."""
    if SPANS_KEY not in doc.spans:
        return [None] * len(doc.ents)
    scores: list[float | None] = doc.spans[SPANS_KEY].attrs["scores"]
    return scores


def _indices(doc: Any, first: int) -> list[int | None]:
    """For each spaCy token its index among the document's tokens; None for white space."""
    numbers = itertools.count(first)
    return [None if token.is_space else next(numbers) for token in doc]


def _span(index: Sequence[int | None], span: Any) -> tuple[int, int] | None:
    """A spaCy span as first and last (exclusive) token of the document; None if it is all white space."""
    within = [number for number in index[span.start : span.end] if number is not None]
    return (within[0], within[-1] + 1) if within else None


def _token(token: Any, offset: int, own: int, index: Sequence[int | None]) -> Token:
    """The document's token number `own`; `index` has the numbers of the others of its doc."""
    feats = token.morph.to_dict()
    lemma, rule = lemma_of(token.text, token.pos_, feats)
    head = token.head
    while index[head.i] is None and head.head.i != head.i:
        head = head.head
    number = index[head.i]
    return Token(
        start=offset + token.idx,
        end=offset + token.idx + len(token),
        text=token.text,
        lemma=lemma,
        lemma_rule=rule,
        upos=token.pos_,
        feats=feats,
        head=own if number is None else number,
        deprel=token.dep_,
    )
