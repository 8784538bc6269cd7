"""An engine that says what a script says: for testing pure logic without a model.

It splits the text at white space and punctuation, ends a sentence at `.`, `!` or `?`, and finds the names
that it was told. Its base forms are real; its tags are those it was told, else `X`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from luksia_nlp.engines.batches import read_in_batches
from luksia_nlp.engines.blocks import blocks
from luksia_nlp.language.base_forms import lemma_of
from luksia_nlp.records import Article, Document, Failure, NameSpan, Sentence, Token
from luksia_nlp.settings import Settings, read_toml

_TOKEN = re.compile(r"\w+(?:[-:’']\w+)*-?|[^\w\s]")
_SENTENCE_ENDS = frozenset(".!?")


class ScriptedEngine:
    """Finds scripted names.

    Args:
        settings: Of these `model` is used: a TOML file whose table `names` holds names where none are given.
        names: Surface form -> label. A form of several words is found where its words stand in a row.
        tags: Word form -> (part of speech, features), as Universal Dependencies writes them.

    Raises:
        SettingsError: The file of names cannot be read.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        names: Mapping[str, str] | None = None,
        tags: Mapping[str, tuple[str, Mapping[str, str]]] | None = None,
    ) -> None:
        self.settings = settings or Settings()
        if names is None and self.settings.model:
            names = read_toml(self.settings.model).get("names", {})
        self._names = {tuple(_TOKEN.findall(name)): label for name, label in (names or {}).items()}
        self._tags = dict(tags or {})

    @property
    def name(self) -> str:
        """Always `scripted`."""
        return "scripted"

    def documents(self, articles: Iterable[Article | Failure]) -> Iterator[Document | Failure]:
        """Read articles batch by batch; where a batch breaks, each of its articles alone."""
        return read_in_batches(articles, self.settings.batch_characters, self._read, "The scripted engine")

    def documents_from_tokens(self, sentences: Iterable[Sequence[str]]) -> Iterator[Document]:
        """Read tokenized sentences."""
        for words in sentences:
            text = " ".join(words)
            yield self._document(Article(text), text)

    def _read(self, articles: Sequence[Article]) -> list[Document]:
        return [self._document(article, article.full_text) for article in articles]

    def _document(self, article: Article, text: str) -> Document:
        tokens: list[Token] = []
        sentences: list[Sentence] = []
        for start, end in blocks(text):
            first = len(tokens)
            for match in _TOKEN.finditer(text, start, end):
                tokens.append(self._token(match, len(tokens)))
                if match.group() in _SENTENCE_ENDS:
                    sentences.append(_sentence(tokens, first))
                    first = len(tokens)
            if first < len(tokens):
                sentences.append(_sentence(tokens, first))
        return Document(article, text, tuple(tokens), tuple(sentences), tuple(self._find_names(tokens)))

    def _token(self, match: re.Match[str], number: int) -> Token:
        upos, feats = self._tags.get(match.group(), ("X", {}))
        lemma, rule = lemma_of(match.group(), upos, feats)
        return Token(match.start(), match.end(), match.group(), lemma, rule, upos, feats, number, "dep")

    def _find_names(self, tokens: Sequence[Token]) -> Iterator[NameSpan]:
        words = [token.text for token in tokens]
        first = 0
        while first < len(words):
            found = [name for name in self._names if tuple(words[first : first + len(name)]) == name]
            longest = max(found, key=len, default=())
            if longest:
                yield NameSpan(first, first + len(longest), self._names[longest], 1.0)
            first += max(len(longest), 1)


def _sentence(tokens: Sequence[Token], first: int) -> Sentence:
    return Sentence(tokens[first].start, tokens[-1].end, first, len(tokens))
