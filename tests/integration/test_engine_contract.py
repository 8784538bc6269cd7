"""What every engine promises, held by each of them: spaCy, Stanza, and the scripted one."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from luksia_nlp import Analyzer, Article, Failure, Settings
from luksia_nlp.engines import Engine, load_engine
from luksia_nlp.engines.scripted import ScriptedEngine
from luksia_nlp.names.mentions import find_mentions
from luksia_nlp.quotes.finding import find_quotes
from luksia_nlp.records import Document, Passage, Token, Word
from luksia_nlp.views import view_of
from tests.conftest import ARTICLES
from tests.sayings import DASHES, MARKS, NOTHING

ENGINES = ["spacy", "spacy-own-names", "stanza", "stanza-own-names", "scripted"]
GOOD = "Rehtori Maija Virtanen puhui eilen Lohjalla. Hän sanoi, ettei koulua suljeta."
ODD = {
    "multi-word": "Ettei Lohjalla! Hän kysyi, miksei Lohjalla? Ellei sada, etten palele, vaikkei satanut.",
    "emoji": "👩‍👩‍👧 Lohjalla 🇫🇮 juhlittiin 🎉🎉 kovasti 👍🏽.",
    "combining": "e\u0301 ja a\u0308iti Lohjalla: cafe\u0301 A\u030angstro\u0308m.",
    "controls": GOOD + " \x00\x01\x02 \x1b[31m \x7f x\x97y \x85 loppu",
    "bom": "\ufeff" + GOOD,
    "invisible": "Lohjalla\u00ad sanottiin\u200b: Lohjalla.",
    "line ends": "Rivi\rLohjalla\r\n\x0b\x0cLohjalla\u2028Lohjalla\n \n\n\tLohjalla",
    "numbers": "Hinta oli 10\u00a0000 euroa, 3,5 % ja klo 12.30–14.00 (ks. www.esimerkki.fi/a?b=c).",
    "quotes": "”En tiedä”, sanoi Virtanen. »Ehkä», 'kyllä' \"ei\" ’no’…!?",
    "long sentence": "Lohjalla " + "sana, " * 4000 + "loppu.",
    "long word": "A" * 5000 + " Lohjalla",
    "one character": "x",
    "marks": "... --- !!! ?? – – •",
}
# Who speaks in `tests.sayings`, for the engine that finds no names by itself.
NAMES = dict.fromkeys(("Aino Salo", "Salo", "Eero Nieminen"), "PERSON")
ENGLISH = (
    "The city council decided on Tuesday that the new school will be built next to the railway station. "
    "According to the mayor, the project is important for the whole region and its families."
)


# Forms of direct speech that an engine cannot show: without a tagger, what a participle and a bare verb say;
# the small Stanza models have never seen these marks, and leave them at their words.
UNSEEN = {
    "scripted": {"dash, perfect", "dash, clause within a clause"},
    "stanza": {"dash without a space", "marks, clause with a second verb"}
    | {f"marks {pair}" for pair in ('""', "»»", "«»", "»«", "‘’", "’’", "''", "“”", "„“", '“"')},
}


def _settings(name: str, request: pytest.FixtureRequest) -> Settings:
    engine = name.partition("-")[0]
    model = str(request.getfixturevalue("stanza_folder")) if engine == "stanza" else None
    recognizer = "engine" if name.endswith("own-names") else "luksia"
    return Settings(engine=engine, model=model, recognizer=recognizer, similarity="none")


@pytest.fixture(scope="module", params=ENGINES)
def settings(request: pytest.FixtureRequest) -> Settings:
    return _settings(request.param, request)


@pytest.fixture(scope="module")
def engine(settings: Settings) -> Engine:
    return load_engine(settings)


def _read(engine: Engine, *articles: Article) -> list[Document]:
    documents = []
    for document in engine.documents(articles):
        assert isinstance(document, Document), document
        documents.append(document)
    return documents


@pytest.fixture(scope="module")
def odd(engine: Engine) -> Callable[[str], Document]:
    """What the engine makes of an odd text, each read once: the long sentence takes many seconds."""

    @cache
    def document(name: str) -> Document:
        [found] = _read(engine, Article(ODD[name]))
        return found

    return document


def test_name(engine: Engine, settings: Settings) -> None:
    assert engine.name.startswith(settings.engine)


def test_order(engine: Engine) -> None:
    articles = [Article(f"{GOOD} Luku {number}.", str(number)) for number in range(60)]
    documents = _read(engine, *articles)
    assert [document.article for document in documents] == articles
    assert [document.text for document in documents] == [article.full_text for article in articles]


def test_is_lazy(settings: Settings) -> None:
    engine = load_engine(replace(settings, batch_characters=500))
    read = 0

    def endless() -> Iterator[Article]:
        nonlocal read
        while True:
            read += 1
            yield Article(GOOD, str(read))

    documents = engine.documents(endless())
    assert read == 0
    next(documents)
    assert read < 20


@pytest.mark.parametrize("text", ["", " ", "\n\n\t "])
def test_empty_text(engine: Engine, text: str) -> None:
    [document] = _read(engine, Article(text))
    assert (document.tokens, document.sentences, document.names) == ((), (), ())
    assert document.text == text


@pytest.mark.parametrize("name", ODD)
def test_offsets(engine: Engine, name: str) -> None:
    """Tokens are pieces of what is read of the text, in order; between them is nothing but white space."""
    title = "Otsikko Lohjalta"
    [document] = _read(engine, Article(ODD[name], title=title))
    assert document.text == f"{title}\n\n{ODD[name]}"
    view = view_of(document.text)
    at = 0
    for token in document.tokens:
        assert token.text.strip()
        start = at + len(view.text[at:]) - len(view.text[at:].lstrip())
        at = start + len(token.text)
        assert view.text[start:at] == token.text
        assert view.original(start, at) == (token.start, token.end)
        assert token.space_after == (view.text[at : at + 1].strip() == "")
    assert not view.text[at:].strip()


@pytest.mark.parametrize("name", ODD)
def test_structure(odd: Callable[[str], Document], name: str) -> None:
    """Sentences hold all tokens in order; heads and names stay within a sentence."""
    document = odd(name)
    tokens, last = document.tokens, 0
    for sentence in document.sentences:
        assert sentence.first_token == last < sentence.last_token
        last = sentence.last_token
        assert sentence.start == tokens[sentence.first_token].start
        assert sentence.end == tokens[last - 1].end
        within = range(sentence.first_token, last)
        roots = [place for place in within if tokens[place].head == place]
        assert roots
        for place in within:
            token = tokens[place]
            said: list[Token | Word] = [token, *token.words]
            for word in said:
                assert word.head in within
                assert word.lemma
                assert word.upos
                assert word.deprel
    assert last == len(tokens)
    for span in document.names:
        assert any(
            sentence.first_token <= span.first_token < span.last_token <= sentence.last_token
            for sentence in document.sentences
        )
        assert span.label
        assert span.score is None or 0 <= span.score <= 1


@pytest.mark.parametrize("name", ODD)
def test_what_the_recognizer_says_of_each_token(
    odd: Callable[[str], Document], settings: Settings, name: str
) -> None:
    """A row for each token where the packaged recognizer finds the names, and none elsewhere."""
    document = odd(name)
    if settings.engine == "scripted" or settings.recognizer == "engine":
        assert document.words is None
        assert document.passage(0) == document.sentence_as_read(0)
        return
    assert document.words is not None
    assert document.words.shape == (len(document.tokens), 384)
    for number, sentence in enumerate(document.sentences):
        passage = document.passage(number)
        assert isinstance(passage, Passage)
        assert str(passage) == document.sentence_as_read(number)
        assert len(passage.words) == sentence.last_token - sentence.first_token
        assert passage == document.passage(number)
    assert np.isfinite(document.words).all()


def test_names_do_not_overlap(odd: Callable[[str], Document]) -> None:
    for document in map(odd, ODD):
        taken = [place for name in document.names for place in range(name.first_token, name.last_token)]
        assert len(taken) == len(set(taken))


@pytest.mark.parametrize("word", ["ettei", "miksei", "ellei", "Ellei", "vaikkei"])
def test_multi_word_token(engine: Engine, settings: Settings, word: str) -> None:
    """The surface form is covered, its denial is found, and no text is made up for it."""
    text = f"{word} koulua suljeta, on hyvä." if word[0].isupper() else f"Hän kysyi, {word} koulua suljeta."
    [document] = _read(engine, Article(text))
    start = text.index(word)
    covered = [token for token in document.tokens if start <= token.start and token.end <= start + len(word)]
    assert "".join(token.text for token in covered) == word
    if settings.engine != "scripted":
        assert any(token.feats.get("Polarity") == "Neg" for token in covered)
    if settings.engine == "stanza":
        [token] = covered
        assert len(token.words) == 2
        assert (token.upos, token.words[1].text) == ("AUX", "ei")


def test_failure(engine: Engine) -> None:
    """A broken article becomes a failure in its place, one that was a failure stays; others are read."""
    broken = Article(3, "broken", source="a.txt")  # type: ignore[arg-type]
    before = Failure("before", None, "read", "ArticleError", "Rikki.")
    articles: list[Article | Failure] = [Article(GOOD, "first"), before, broken, Article(GOOD, "last")]
    first, passed, failure, last = engine.documents(articles)
    assert passed is before
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert first.tokens == last.tokens
    assert isinstance(failure, Failure)
    assert (failure.article_id, failure.source, failure.stage) == ("broken", "a.txt", "engine")
    assert failure.error == "EngineError"
    assert "failed on this text: " in failure.message


def test_batches_do_not_matter(settings: Settings) -> None:
    articles = [Article(text, name) for name, text in ODD.items() if len(text) < 1000]
    whole = _read(load_engine(settings), *articles)
    single = _read(load_engine(replace(settings, batch_characters=1)), *articles)
    assert whole == single


def test_given_tokens_stay(engine: Engine) -> None:
    sentences = [["Maija", "Virtanen", "puhui", "."], ["Ettei", "10 000", "👍🏽", "sada"]]
    documents = list(engine.documents_from_tokens(sentences))
    assert [document.text for document in documents] == [" ".join(words) for words in sentences]
    if "scripted" not in engine.name:  # it cuts the text by itself
        assert [[token.text for token in document.tokens] for document in documents] == sentences


@pytest.mark.parametrize("saying", sorted(DASHES | MARKS))
def test_direct_quotes(engine: Engine, settings: Settings, saying: str) -> None:
    """Words after a dash or between marks are found by every engine, down to the same offset."""
    if saying in UNSEEN.get(settings.engine, ()):
        pytest.skip(f"{settings.engine} does not show this form")
    text, pieces = (DASHES | MARKS)[saying]
    reader = ScriptedEngine(names=NAMES) if settings.engine == "scripted" else engine
    [document] = _read(reader, Article(text, "1"))
    quotes = [quote for quote in find_quotes(document, find_mentions(document)) if quote.kind == "direct"]
    expected = [piece for piece in pieces if piece.kind == "direct"]
    assert [quote.text for quote in quotes] == [piece.text for piece in expected]
    assert [quote.continues is None for quote in quotes] == [piece.continues is None for piece in expected]


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_no_direct_quotes(engine: Engine, text: str) -> None:
    """What is nobody's words is nobody's, whatever the engine knows."""
    [document] = _read(engine, Article(text, "1"))
    assert "direct" not in {quote.kind for quote in find_quotes(document, find_mentions(document))}


def test_tables(settings: Settings, tmp_path: Path) -> None:
    """The same columns, types, identifiers and failures, whatever the engine finds."""
    source: list[str | Article] = [
        Article(GOOD, "good"),
        "",
        Article("Koulun vetovoima kasvaa.", "good"),
        Article(ENGLISH, "english"),
        Article(unicodedata.normalize("NFD", GOOD), "decomposed"),
    ]
    usual = Analyzer(Settings(similarity="none")).analyze(source)
    analysis = Analyzer(settings).analyze(source)
    for name, table in usual.tables.items():
        assert list(analysis.tables[name].columns) == list(table.columns)
        assert list(analysis.tables[name].dtypes) == list(table.dtypes)
    assert list(analysis.articles["article_id"]) == list(usual.articles["article_id"])
    assert analysis.failures[["article_id", "stage"]].equals(usual.failures[["article_id", "stage"]])
    analysis.to_parquet(tmp_path / "out")


def test_archive(settings: Settings) -> None:
    """The whole pipeline runs on what the engine says: base forms, entities, places, themes."""
    analysis = Analyzer(settings).analyze(ARTICLES)
    assert len(analysis.failures) == 0
    assert analysis.made_with["engine"].startswith(settings.engine)
    if settings.engine == "scripted" or settings.recognizer == "engine":
        return
    assert "Lohja" in set(analysis.places["name"])
    assert "Luksia" in set(analysis.organisations["name"])
    assert len(analysis.people) > 20
    assert analysis.article_themes["present"].any()
