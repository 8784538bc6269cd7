"""What is denied, on sentences whose structure is written down here."""

from __future__ import annotations

from collections import defaultdict

import pytest

from luksia_nlp.language.negation import is_negated
from luksia_nlp.records import Token

# A word: its form, lemma, the number of its head (its own for the root), relation, features.
_Word = tuple[str, str, int, str, str]


def _tokens(*words: _Word) -> list[Token]:
    tokens, start = [], 0
    for form, lemma, head, relation, feats in words:
        features = dict(each.split("=") for each in feats.split("|") if each)
        tokens.append(Token(start, start + len(form), form, lemma, "", "X", features, head, relation))
        start += len(form) + 1
    return tokens


def _denied(place: int, *words: _Word) -> bool:
    tokens = _tokens(*words)
    children: dict[int, list[int]] = defaultdict(list)
    for number, token in enumerate(tokens):
        if token.head != number:
            children[token.head].append(number)
    return is_negated(tokens, place, children)


_NO: _Word = ("ei", "ei", 1, "aux", "Polarity=Neg")


def test_what_is_nowhere_denied() -> None:
    assert not _denied(
        0, ("vetovoima", "vetovoima", 1, "nsubj", "Case=Nom"), ("kasvaa", "kasvaa", 1, "root", "")
    )


def test_the_abessive_denies() -> None:
    assert _denied(0, ("vetovoimatta", "vetovoima", 1, "obl", "Case=Abe"), ("jäi", "jäädä", 1, "root", ""))


@pytest.mark.parametrize(
    ("word", "denied"), [("ilman", True), ("vailla", True), ("vaille", True), ("ennen", False)]
)
def test_words_that_deny_what_they_lean_on(word: str, denied: bool) -> None:
    leaning = (word, word, 1, "case", "")
    assert _denied(1, leaning, ("vetovoimaa", "vetovoima", 1, "root", "Case=Par")) == denied


def test_anything_but() -> None:
    words = [("Kaikkea", "kaikki"), ("muuta", "muu"), ("kuin", "kuin"), ("vaikuttava", "vaikuttava")]
    assert _denied(3, *((form, lemma, 3, "dep", "") for form, lemma in words))
    assert not _denied(
        3, *((form, lemma, 3, "dep", "") for form, lemma in [("Kaikki", "kaikki"), *words[2:0:-1], words[3]])
    )


@pytest.mark.parametrize(
    "relation",
    [
        "obj", "obl", "xcomp", "amod", "nmod", "compound", "conj", "appos", "advmod", "nummod", "nmod:poss",
        "compound:nn", "xcomp:ds",
    ],
)  # fmt: skip
def test_relations_over_which_a_denial_reaches_down(relation: str) -> None:
    assert _denied(2, _NO, ("saatu", "saada", 1, "root", ""), ("sitä", "se", 1, relation, "Case=Par"))


@pytest.mark.parametrize("relation", ["advcl", "ccomp", "acl:relcl", "parataxis", "vocative", "discourse"])
def test_relations_over_which_it_does_not(relation: str) -> None:
    assert not _denied(2, _NO, ("saatu", "saada", 1, "root", ""), ("sitä", "se", 1, relation, "Case=Par"))


@pytest.mark.parametrize("relation", ["nsubj", "nsubj:cop"])
@pytest.mark.parametrize(("case", "denied"), [("Par", True), ("Nom", False)])
def test_a_subject_is_denied_in_the_partitive(relation: str, case: str, denied: bool) -> None:
    subject = ("se", "se", 1, relation, f"Case={case}")
    assert _denied(2, _NO, ("synny", "syntyä", 1, "root", ""), subject) == denied


@pytest.mark.parametrize(
    ("relation", "case", "denied"),
    [("obl", "Ade", False), ("obl", "Ill", True), ("nmod", "Ade", True)],
)
def test_who_has_is_not_denied(relation: str, case: str, denied: bool) -> None:
    """Vetovoimalla ei ole rajaa: what is denied is what it has."""
    holder = ("sillä", "se", 1, relation, f"Case={case}")
    assert _denied(2, _NO, ("ole", "olla", 1, "root", ""), holder) == denied


@pytest.mark.parametrize("later", ["vaan", "mutta"])
def test_a_partitive_subject_is_affirmed_where_the_sentence_goes_on_with_vaan(later: str) -> None:
    words = [
        _NO,
        ("synny", "syntyä", 1, "root", ""),
        ("vetovoimaa", "vetovoima", 1, "nsubj", "Case=Par"),
        (later, later, 4, "cc", ""),
        ("teoilla", "teko", 1, "conj", "Case=Ade"),
    ]
    assert _denied(2, *words) == (later != "vaan")
    # An object is denied all the same.
    words[2] = ("vetovoimaa", "vetovoima", 1, "obj", "Case=Par")
    assert _denied(2, *words)


def test_a_vaan_before_it_says_nothing_of_what_comes() -> None:
    words = [
        _NO,
        ("synny", "syntyä", 1, "root", ""),
        ("vaan", "vaan", 1, "advmod", ""),
        ("vetovoimaa", "vetovoima", 1, "nsubj", "Case=Par"),
    ]
    assert _denied(3, *words)


@pytest.mark.parametrize("word", ["vain", "ainoastaan", "pelkästään", "yksin", "yksinomaan", "edes"])
def test_not_only_affirms(word: str) -> None:
    words = (_NO, ("vetovoimaista", "vetovoimainen", 1, "root", "Case=Par"), (word, word, 1, "advmod", ""))
    assert _denied(1, *words) == (word == "edes")


@pytest.mark.parametrize(
    ("word", "relation", "denied"),
    [("vaan", "cc", False), ("mutta", "cc", False), ("ja", "cc", True), ("vaan", "dep", True)],
)
def test_what_comes_after_but_is_affirmed(word: str, relation: str, denied: bool) -> None:
    words = (
        _NO,
        ("kallis", "kallis", 1, "root", ""),
        (word, word, 3, relation, ""),
        ("vetovoimainen", "vetovoimainen", 1, "conj", "Case=Nom"),
    )
    assert _denied(3, *words) == denied


@pytest.mark.parametrize(
    ("relation", "feats", "denied"),
    [
        ("aux", "Polarity=Neg", True),
        ("aux:neg", "Polarity=Neg", True),
        ("aux", "Polarity=Neg|Clitic=Ko", False),  # eikö?
        ("aux", "Polarity=Neg|Clitic=Han,Ko", False),
        ("aux", "Polarity=Neg|Clitic=Kaan", True),
        ("aux", "", False),
        ("advmod", "Polarity=Neg", False),
    ],
)
def test_what_denies(relation: str, feats: str, denied: bool) -> None:
    words = (("ei", "ei", 1, relation, feats), ("vetovoimaista", "vetovoimainen", 1, "root", "Case=Par"))
    assert _denied(1, *words) == denied


@pytest.mark.parametrize("steps", [0, 1, 5, 6, 20])
def test_a_denial_reaches_as_far_down_as_the_structure(steps: int) -> None:
    chain = [(f"sana{i}", "sana", i, "nmod", "Case=Gen") for i in range(1, steps + 1)]
    assert _denied(steps + 1, _NO, ("saatu", "saada", 1, "root", ""), *chain)


def test_heads_that_run_in_a_circle_end() -> None:
    circle = [("a", "a", 1, "nmod", ""), ("b", "b", 2, "nmod", ""), ("c", "c", 0, "nmod", "")]
    assert not _denied(0, *circle)


@pytest.mark.parametrize(
    ("case", "subject", "subject_case", "denied"),
    [
        ("Ade", "nsubj:cop", "Par", False),
        ("Ade", "nsubj", "Par", False),
        ("Ade", "obl", "Par", True),
        ("Ine", "nsubj:cop", "Par", True),
        ("Ade", "nsubj:cop", "Nom", True),  # koulu ei ole vetovoimaisella alueella
    ],
)
def test_who_has_is_not_denied_where_it_is_the_root(
    case: str, subject: str, subject_case: str, denied: bool
) -> None:
    """Vetovoimalla ei ole rajaa, in the structure that the parser mostly gives."""
    words = (
        ("vetovoimalla", "vetovoima", 0, "root", f"Case={case}"),
        ("ei", "ei", 0, "aux", "Polarity=Neg"),
        ("ole", "olla", 0, "cop", ""),
        ("raja", "raja", 0, subject, f"Case={subject_case}"),
    )
    assert _denied(0, *words) == denied
    assert _denied(3, *words) == (subject_case == "Par")  # what it has


@pytest.mark.parametrize(
    ("relation", "denied"),
    [("nmod:poss", False), ("amod", False), ("conj", False), ("obl", True), ("advmod", True), ("obj", True)],
)
def test_of_what_hangs_on_who_has_only_its_own_parts_are_not_denied(relation: str, denied: bool) -> None:
    """Koulutuksen vetovoimalla ei ole rajaa; meillä ei ole vastausta koulutuksessa."""
    words = (
        ("koulutus", "koulutus", 1, relation, ""),
        ("vetovoimalla", "vetovoima", 1, "root", "Case=Ade"),
        ("ei", "ei", 1, "aux", "Polarity=Neg"),
        ("ole", "olla", 1, "cop", ""),
        ("rajaa", "raja", 1, "nsubj:cop", "Case=Par"),
    )
    assert _denied(0, *words) == denied
