"""The Stanza engine: Stanza's Finnish models, published or one's own."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

import numpy as np

from luksia_nlp.engines.batches import batches, read_in_batches
from luksia_nlp.engines.blocks import blocks
from luksia_nlp.engines.stanza_loading import load_pipeline
from luksia_nlp.engines.stanza_models import MULTI_WORD, find_model, require_stanza, stanza_version
from luksia_nlp.recognizer import Read, Recognizer, packaged_recognizer
from luksia_nlp.recognizer.windows import BREAK
from luksia_nlp.records import Article, Document, Failure, NameSpan, Sentence, Token, Word
from luksia_nlp.settings import Settings

# The parser compares each word of a sentence with every other. Of 27,833 sentences of TurkuONE six have more
# tokens than this; a list without full stops could have thousands, and would cost minutes and gigabytes.
LONGEST_SENTENCE = 150
# Stanza pads every word of a batch to the longest. One of more characters than this is no word; it is read by
# its beginning, and is its own base form.
LONGEST_WORD = 100
_COMMAS = frozenset(",;:–")
_WORD = re.compile(r"\S+")
_RULE = "stanza"


@dataclass(frozen=True)
class _Surface:
    """A token in the text, and the words that it stands for as Stanza's tokenizer has them."""

    start: int
    end: int
    text: str
    words: tuple[str, ...]


class StanzaEngine:
    """Reads articles with a Stanza pipeline, on a graphics processor where there is one.

    Args:
        settings: `model` names the models, `recognizer` what finds the names, `batch_characters` the size
            of a batch.

    Raises:
        EngineError: Stanza is not installed; its models are missing, damaged, not for Finnish or of a
            version that it does not understand.
        RecognizerError: The recognizer's model is missing or damaged.
    """

    def __init__(self, settings: Settings) -> None:
        require_stanza()
        own = settings.recognizer == "engine"
        model = find_model(settings.model)
        self._pipeline = load_pipeline(model, names=own)
        self._recognizer: Recognizer | None = None
        finder = "the pipeline"
        if not own:
            self._recognizer = (
                packaged_recognizer() if settings.recognizer == "luksia" else Recognizer(settings.recognizer)
            )
            finder = self._recognizer.name
        self._batch_characters = settings.batch_characters
        self._first = [name for name in ("tokenize", MULTI_WORD) if name in self._pipeline.processors]
        self._then = [name for name in self._pipeline.processors if name not in self._first]
        self._name = f"stanza/{model.name} {stanza_version()}, names by {finder}"

    @property
    def name(self) -> str:
        """The models' name and Stanza's version."""
        return self._name

    def documents(self, articles: Iterable[Article | Failure]) -> Iterator[Document | Failure]:
        """Read articles batch by batch; where a batch breaks, each of its articles alone."""
        return read_in_batches(articles, self._batch_characters, self._read, "The Stanza pipeline")

    def documents_from_tokens(self, sentences: Iterable[Sequence[str]]) -> Iterator[Document]:
        """Read tokenized sentences, taking every two tokens to be a space apart."""
        given = [list(words) for words in sentences]
        found = self._found(given)
        for group in batches(given, self._batch_characters, lambda words: sum(map(len, words))):
            reads = [_prepared([[list(_pretokenized(words))]], [next(found)]) for words in group]
            for words, read, annotated in zip(group, reads, self._annotated(reads), strict=True):
                text = " ".join(words)
                yield _document(Article(text), text, read, annotated)

    def _read(self, articles: Sequence[Article]) -> list[Document]:
        texts = [article.full_text for article in articles]
        spans = [list(blocks(text)) for text in texts]
        cut = [text[start:end] for text, each in zip(texts, spans, strict=True) for start, end in each]
        tokenized = iter(self._pipeline.bulk_process(cut, processors=self._first) if cut else ())
        reads = []
        for text, each in zip(texts, spans, strict=True):
            parts = [_surfaces(next(tokenized), text, start, end) for start, end in each]
            words = ([*(token.text for token in _all(part)), BREAK] for part in parts)
            reads.append(_prepared(parts, list(self._found(words))))
        return [
            _document(article, text, read, annotated)
            for article, text, read, annotated in zip(
                articles, texts, reads, self._annotated(reads), strict=True
            )
        ]

    def _found(self, parts: Iterable[Sequence[str]]) -> Iterator[Read]:
        """What our recognizer reads of the parts of a text; no names where Stanza finds them."""
        if self._recognizer is None:
            return (Read([], None) for _ in parts)
        read = self._recognizer.read_sentences(parts)
        return read if self._recognizer.is_packaged else (Read(each.names, None) for each in read)

    def _annotated(self, reads: Sequence[_Read]) -> list[list[Any]]:
        """Stanza's sentences of each document, after every processor."""
        from stanza.models.common.doc import Document as StanzaDocument

        sentences = [_numbered(sentence) for read in reads for sentence in read.sentences]
        if sentences:
            document = StanzaDocument(sentences)
            annotated = iter(self._pipeline.process(document, processors=self._then).sentences)
        else:
            annotated = iter(())
        return [[next(annotated) for _ in read.sentences] for read in reads]


@dataclass(frozen=True)
class _Read:
    """A document's sentences before they are tagged, the names that are known by then, its tokens' rows."""

    sentences: list[list[_Surface]]
    names: list[NameSpan]
    words: list[Any]


def _prepared(parts: Sequence[Sequence[Sequence[_Surface]]], reads: Sequence[Read]) -> _Read:
    """The sentences of a text's parts, none of which parts a name; a name's tokens count from its part."""
    read = _Read([], [], [])
    first = 0
    for part, found in zip(parts, reads, strict=True):
        tokens = list(_all(part))
        if found.words is not None:
            read.words.append(found.words[: len(tokens)])
        inside = {place for name in found.names for place in range(name.first + 1, name.last)}
        borders = [border for border in _borders(part) if border not in inside]
        for start, end in itertools.pairwise([0, *borders]):
            read.sentences.extend(tokens[at:to] for at, to in _cut(tokens, start, end, inside))
        read.names.extend(
            NameSpan(first + name.first, first + name.last, name.label, name.score) for name in found.names
        )
        first += len(tokens)
    return read


def _all(sentences: Iterable[Iterable[_Surface]]) -> Iterator[_Surface]:
    return itertools.chain.from_iterable(sentences)


def _borders(sentences: Iterable[Sequence[_Surface]]) -> Iterator[int]:
    """After how many tokens each sentence ends."""
    return itertools.accumulate(map(len, sentences))


def _cut(
    tokens: Sequence[_Surface], start: int, end: int, inside: AbstractSet[int]
) -> Iterator[tuple[int, int]]:
    """A sentence, or the pieces of an overlong one: cut at its last comma, never in a name."""
    while end - start > LONGEST_SENTENCE:
        places = [at for at in range(start + LONGEST_SENTENCE, start, -1) if at not in inside]
        after_comma = (at for at in places if tokens[at - 1].text in _COMMAS)
        at = next(after_comma, places[0] if places else start + LONGEST_SENTENCE)
        yield start, at
        start = at
    if start < end:
        yield start, end


def _surfaces(document: Any, text: str, start: int, end: int) -> list[list[_Surface]]:
    """The sentences of a block of a text as Stanza's tokenizer has them; what it left out is a token too.

    It takes control characters for white space, and nothing of an article may vanish.
    """
    sentences: list[list[_Surface]] = []
    at = start
    for sentence in document.sentences:
        found: list[_Surface] = []
        for token in sentence.tokens:
            first, last = start + token.start_char, start + token.end_char
            found += _left_out(text, at, first)
            words = tuple(word.text for word in token.words) if len(token.words) > 1 else ()
            found.append(_Surface(first, last, token.text, words))
            at = last
        sentences.append(found)
    if rest := list(_left_out(text, at, end)):
        sentences.append(rest)
    return sentences


def _left_out(text: str, start: int, end: int) -> Iterator[_Surface]:
    for match in _WORD.finditer(text, start, end):
        yield _Surface(*match.span(), match.group(), ())


def _pretokenized(words: Iterable[str]) -> Iterator[_Surface]:
    start = 0
    for word in words:
        yield _Surface(start, start + len(word), word, ())
        start += len(word) + 1


def _numbered(tokens: Sequence[_Surface]) -> list[dict[str, Any]]:
    """A sentence as Stanza takes it: a multi-word token first, then its words."""
    rows: list[dict[str, Any]] = []
    number = 1
    for token in tokens:
        words = token.words or (token.text,)
        if token.words:
            rows.append({"id": (number, number + len(words) - 1), "text": token.text[:LONGEST_WORD]})
        rows += [{"id": (number + place,), "text": word[:LONGEST_WORD]} for place, word in enumerate(words)]
        number += len(words)
    return rows


def _document(article: Article, text: str, read: _Read, annotated: Sequence[Any]) -> Document:
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    names = list(read.names)
    for surfaces, sentence in zip(read.sentences, annotated, strict=True):
        first = len(tokens)
        tokens += _tokens(surfaces, sentence, text, first)
        sentences.append(Sentence(tokens[first].start, tokens[-1].end, first, len(tokens)))
        numbers = {id(token): first + place for place, token in enumerate(sentence.tokens)}
        names += [
            NameSpan(numbers[id(name.tokens[0])], numbers[id(name.tokens[-1])] + 1, name.type)
            for name in sentence.ents
        ]
    rows = np.concatenate(read.words) if read.words else None
    return Document(article, text, tuple(tokens), tuple(sentences), tuple(names), rows)


def _tokens(surfaces: Sequence[_Surface], sentence: Any, text: str, first: int) -> Iterator[Token]:
    """The tokens of a sentence, the first of which is the document's token `first`."""
    owner = {word.id: first + place for place, token in enumerate(sentence.tokens) for word in token.words}
    for place, (surface, token) in enumerate(zip(surfaces, sentence.tokens, strict=True)):
        own = first + place
        words = [_word(word, own, owner) for word in token.words]
        # Of a multi-word token the last word that is the sentence's root or hangs on another token.
        outer = [word for word, read in zip(words, token.words, strict=True) if owner.get(read.head) != own]
        chief = outer[-1] if outer else words[-1]
        whole = text[surface.start : surface.end]
        is_long = len(whole) > LONGEST_WORD
        yield Token(
            start=surface.start,
            end=surface.end,
            text=whole,
            lemma=whole if is_long else chief.lemma,
            lemma_rule="form" if is_long else _RULE,
            upos=chief.upos,
            feats=chief.feats,
            head=chief.head,
            deprel=chief.deprel,
            words=tuple(words) if len(words) > 1 else (),
        )


def _word(word: Any, own: int, owner: Mapping[int, int]) -> Word:
    return Word(
        text=word.text,
        lemma=_lemma(word),
        upos=word.upos or "X",
        feats=dict(pair.split("=", 1) for pair in (word.feats or "").split("|") if "=" in pair),
        head=owner.get(word.head, own),  # 0 is the root
        deprel=word.deprel or "dep",
    )


def _lemma(word: Any) -> str:
    """The base form; Stanza's models mark the parts of compounds with `#`, as the Turku treebank does."""
    lemma: str = word.lemma or word.text
    return lemma.replace("#", "") or lemma
