"""The words of themes: compounds and their halves, words that stand apart, what is denied or excluded."""

from __future__ import annotations

from dataclasses import replace

import pytest

from luksia_nlp.engines.scripted import ScriptedEngine
from luksia_nlp.language.base_forms import lemma_of
from luksia_nlp.records import Article, Document, Sentence, Token
from luksia_nlp.themes.definitions import Theme, load_themes
from luksia_nlp.themes.terms import TermFinder, TermHit

_TAGS = {
    "eli": ("CCONJ", {}),
    "kuin": ("CCONJ", {}),
    "vetovoimaton": ("ADJ", {"Case": "Nom", "Number": "Sing"}),
}


def _hits(text: str | Document, *themes: Theme) -> list[TermHit]:
    document: object = text
    if isinstance(text, str):
        [document] = ScriptedEngine(tags=_TAGS).documents([Article(text, "1")])
    assert isinstance(document, Document)
    finder = TermFinder(themes or load_themes())
    return [hit for number in range(len(document.sentences)) for hit in finder.find(document, number)]


def _theme(*terms: str, derivations: tuple[str, ...] = (), exclude: tuple[str, ...] = ()) -> Theme:
    return Theme("a", "A", terms=terms, derivations=derivations, exclude=exclude)


def _sentence(text: str, *tokens: str) -> Document:
    """A sentence of tokens, each with the number of its head, its relation and its features where given.

    `polkua 3 nsubj Case=Par` is a token that hangs on the fourth; one without a number hangs on nothing.
    """
    found: list[Token] = []
    for number, told in enumerate(tokens):
        form, *rest = told.split()
        head, relation, feats = int(rest[0]) if rest else number, "dep", {}
        if len(rest) > 1:
            relation = rest[1]
        if len(rest) > 2:
            feats = dict(each.split("=") for each in rest[2].split("|"))
        start = text.index(form, found[-1].end if found else 0)
        spaced = text[start + len(form) :][:1].isspace()
        lemma, rule = lemma_of(form, "X", feats)
        found.append(
            Token(start, start + len(form), form, lemma, rule, "X", feats, head, relation, (), spaced)
        )
    return Document(Article(text, "1"), text, tuple(found), (Sentence(0, len(text), 0, len(found)),), ())


@pytest.mark.parametrize("word", ["ja", "tai", "sekä", "eli", "eikä", "kuin", ","])
def test_what_joins_the_halves_of_compounds(word: str) -> None:
    [hit] = _hits(f"Veto- {word} pitovoima kasvoi.")
    assert (hit.places, hit.theme, hit.evidence) == ((0, 2), "vetovoima", "term")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("veto- ja oma pieni pitovoima", [(0, 4)]),
        ("veto- ja oma kovin pieni pitovoima", []),
        ("veto- pitovoima", []),
        ("veto- ilman pitovoima", []),
        ("veto- ja pitovoima- ja muu", []),
        ("veto ja pitovoima", []),
    ],
)
def test_the_other_half_stands_near_after_a_word_that_joins(text: str, places: list[tuple[int, ...]]) -> None:
    assert [hit.places for hit in _hits(text)] == places


@pytest.mark.parametrize(
    ("text", "found"),
    [("veto- ja pitovoima", True), ("veto-ja pitovoima", False), ("veto - ja pitovoima", False)],
)
def test_a_half_in_two_tokens(text: str, found: bool) -> None:
    hits = _hits(_sentence(text, "veto", "-", "ja", "pitovoima"))
    assert [hit.places for hit in hits] == ([(0, 3)] if found else [])


def test_the_longest_and_surest_hit_stands() -> None:
    theme = _theme("voima", "vetovoima", "oma vetovoima")
    [hit] = _hits("Alan vetovoima kasvoi.", theme)
    assert (hit.evidence, hit.term) == ("term", "vetovoima")
    [hit] = _hits("Alan oma vetovoima kasvoi.", theme)
    assert hit.term == "oma vetovoima"


def test_hits_come_in_the_order_of_the_text() -> None:
    hits = _hits("Palvelupolku ja oma polku.", _theme("polku", "oma polku"))
    assert [hit.places for hit in hits] == [(0,), (2, 3)]


def test_derivations_that_a_theme_names_are_its_own() -> None:
    [hit] = _hits("Lumo kasvoi.", _theme("vetovoima", derivations=("lumo",)))
    assert (hit.evidence, hit.term, hit.not_counted) == ("derivation", "lumo", None)
    # One that it names is not taken for what is lacking.
    [hit] = _hits("Kunta on vetovoimaton.", _theme("vetovoima", derivations=("vetovoimaton",)))
    assert (hit.term, hit.not_counted) == ("vetovoimaton", None)
    [hit] = _hits("Kunta on vetovoimaton.", _theme("vetovoima"))
    assert (hit.term, hit.not_counted) == ("vetovoima", "negated")


def test_a_compound_that_the_tagger_took_for_another_word() -> None:
    document = _sentence("Luotamme vetovoimaan", "Luotamme", "vetovoimaan")
    wrong = replace(document.tokens[1], lemma="vetovoida")
    [hit] = _hits(replace(document, tokens=(document.tokens[0], wrong)))
    assert (hit.places, hit.term) == ((1,), "vetovoima")
    # Of simple words the tagger knows best: "kuusta" can be of "kuu" and of "kuusi".
    document = _sentence("Lautoja kuusta", "Lautoja", "kuusta")
    spruce = replace(document.tokens[1], lemma="kuusi")
    assert _hits(replace(document, tokens=(document.tokens[0], spruce)), _theme("kuu")) == []


def test_a_pattern_is_of_the_whole_word() -> None:
    document = _sentence("sähkövoima voimala", "sähkövoima", "voimala")
    [hit] = _hits(document, _theme("*voima"))
    assert (hit.places, hit.evidence) == ((0,), "pattern")
    [hit] = _hits(document, _theme("voim*"))
    assert hit.places == (1,)


def test_a_slash_without_a_part_of_speech_is_a_letter() -> None:
    [hit] = _hits(_sentence("nopeus on km/h", "nopeus", "on", "km/h"), _theme("km/h"))
    assert hit.places == (2,)


def test_words_of_a_term_are_as_many_tokens_of_one_sentence() -> None:
    assert _hits("Yhden kerran.", _theme("kerta kerta")) == []
    assert _hits("Tämä on oma\n\nPolku on tuolla.", _theme("oma polku")) == []
    [hit] = _hits("Kerta kerran jälkeen.", _theme("kerta kerta"))
    assert hit.places == (0, 1)


@pytest.mark.parametrize(
    ("tokens", "places"),
    [
        (("Otetaan", "heti 0", "mukaan 0 advmod"), [(0, 2)]),
        (("Mukaan 2 advmod", "heti 2", "otetaan"), [(0, 2)]),
        # A particle stands for the word that it leans on.
        (("Otetaan", "heti 0", "mukaan 3 case", "matkaan 0 obl"), [(0, 2)]),
        (("Otetaan", "heti 0", "mukaan 3 advmod", "matkaan 0 obl"), []),
        (("Otetaan", "heti 0", "mukaan"), []),
    ],
)
def test_words_that_stand_apart_hang_together(tokens: tuple[str, ...], places: list[tuple[int, ...]]) -> None:
    text = " ".join(token.split()[0] for token in tokens)
    document = _sentence(text, *tokens)
    taken = [
        replace(token, lemma="ottaa") if token.text.lower() == "otetaan" else token
        for token in document.tokens
    ]
    assert [
        hit.places for hit in _hits(replace(document, tokens=tuple(taken)), _theme("ottaa mukaan"))
    ] == places


def test_the_word_that_a_term_is_looked_up_by_can_be_the_head_or_what_hangs_on_it() -> None:
    document = _sentence("Asia pitää heti ratkaista", "Asia 3 obj", "pitää 3", "heti 3", "ratkaista")
    for term in ("ratkaista asia", "asia ratkaista", "heti ratkaista asia"):
        [hit] = _hits(document, _theme(term))
        assert {0, 3} <= set(hit.places)
        assert hit.places == tuple(sorted(hit.places))


def test_what_is_denied_is_the_last_word() -> None:
    words = ("Omaa 1 det Case=Par", "polkua 3 nsubj Case=Par", "ei 3 aux Polarity=Neg", "löytynyt")
    [hit] = _hits(_sentence("Omaa polkua ei löytynyt", *words), _theme("oma polku"))
    assert hit.not_counted == "negated"
    affirmed = (*words[:2], "nyt 3 advmod", "löytyi")
    [hit] = _hits(_sentence("Omaa polkua nyt löytyi", *affirmed), _theme("oma polku"))
    assert hit.not_counted is None


def test_what_excludes_a_word_is_told_though_it_is_denied() -> None:
    words = ("Kuun 1 nmod Case=Gen", "vetovoimaa 3 nsubj Case=Par", "ei 3 aux Polarity=Neg", "ole")
    theme = _theme("vetovoima", exclude=("kuu vetovoima",))
    [hit] = _hits(_sentence("Kuun vetovoimaa ei ole", *words), theme)
    assert (hit.not_counted, hit.excluded_by) == ("excluded", "kuu vetovoima")
    [hit] = _hits(_sentence("Kuun vetovoimaa ei ole", *words), _theme("vetovoima"))
    assert hit.not_counted == "negated"
