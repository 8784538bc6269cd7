"""The case of a name by its place in the sentence."""

from __future__ import annotations

import pytest

from luksia_nlp.names.cases import is_nominative, with_case_of_sentence
from luksia_nlp.records import Token

_NOM, _GEN, _PAR = ({"Case": case, "Number": "Sing"} for case in ("Nom", "Gen", "Par"))
_ACTIVE = {"VerbForm": "Fin", "Voice": "Act", "Person": "3"}
_PASSIVE = {"VerbForm": "Fin", "Voice": "Pass"}


def _tokens(*words: tuple[str, str, dict[str, str], int, str, str]) -> list[Token]:
    """Tokens a space apart: word, part of speech, features, head, role and base form."""
    tokens, start = [], 0
    for text, upos, feats, head, role, lemma in words:
        tokens.append(Token(start, start + len(text), text, lemma, "lexicon", upos, feats, head, role))
        start += len(text) + 1
    return tokens


def _sentence(
    surname: str, feats: dict[str, str], role: str, verb: tuple[str, str, dict[str, str]]
) -> list[Token]:
    """*Kofi* with a surname, and a verb right after it."""
    text, lemma, told = verb
    return _tokens(
        ("Kofi", "PROPN", _NOM, 2, role, "Kofi"),
        (surname, "PROPN", feats, 0, "flat:name", surname),
        (text, "VERB", told, 2, "ROOT", lemma),
    )


_SAID, _MUST = ("sanoi", "sanoa", _ACTIVE), ("pitää", "pitää", _ACTIVE)
_WON = ("palkittiin", "palkita", _PASSIVE)


@pytest.mark.parametrize(
    ("surname", "feats", "role", "verb", "nominative"),
    [
        ("Annan", _NOM, "nsubj", _SAID, True),
        ("Annan", _GEN, "nsubj", _SAID, True),
        ("Virtasen", _GEN, "nsubj", _MUST, False),
        ("Annan", _GEN, "obj", _SAID, False),
        ("Zyrxikalla", {"Case": "Ade", "Number": "Sing"}, "obj", _WON, True),
        ("Zyrxeä", _PAR, "obj", _WON, False),
        ("Annan", _GEN, "obl", _SAID, False),
    ],
)
def test_nominative(
    surname: str, feats: dict[str, str], role: str, verb: tuple[str, str, dict[str, str]], nominative: bool
) -> None:
    document = _sentence(surname, feats, role, verb)
    assert is_nominative(document[:2], document) is nominative


def test_a_genitive_before_its_noun_is_one() -> None:
    document = _tokens(
        ("Kofi", "PROPN", _NOM, 3, "nsubj", "Kofi"),
        ("Annan", "PROPN", _NOM, 0, "flat:name", "Anna"),
        ("kirja", "NOUN", _NOM, 3, "nsubj", "kirja"),
        ("ilmestyi", "VERB", _ACTIVE, 3, "ROOT", "ilmestyä"),
    )
    assert not is_nominative(document[:2], document)
    assert not is_nominative(document[:2], [])


def test_an_apposition_is_in_the_case_of_what_it_explains() -> None:
    def photo(case: dict[str, str]) -> list[Token]:
        return _tokens(
            ("Kuva", "NOUN", case, 0, "ROOT", "kuva"),
            ("Pekka", "PROPN", _NOM, 0, "appos", "Pekka"),
            ("Gassen", "PROPN", _GEN, 1, "flat:name", "Gassen"),
            ("/", "PUNCT", {}, 0, "punct", "/"),
        )

    for case, nominative in ((_NOM, True), (_GEN, False)):
        document = photo(case)
        assert is_nominative(document[1:3], document) is nominative


@pytest.mark.parametrize(
    ("role", "head", "case"),
    [
        ("nmod:poss", _NOM, "Gen"),
        ("conj", _GEN, "Gen"),
        ("conj", _NOM, "Nom"),
        ("obj", _ACTIVE, "Gen"),
        ("obj", {**_ACTIVE, "Mood": "Imp"}, "Nom"),
        ("obj", _PASSIVE, "Nom"),
        ("obl", _NOM, "Nom"),
    ],
)
def test_case_of_sentence(role: str, head: dict[str, str], case: str) -> None:
    document = _tokens(
        ("Mäntysalon", "PROPN", _NOM, 1, role, "Mäntysalon"), ("näki", "VERB", head, 1, "ROOT", "nähdä")
    )
    assert with_case_of_sentence(document[:1], document).feats["Case"] == case


def test_an_object_can_be_in_the_partitive() -> None:
    document = _tokens(
        ("Tikkamäkeä", "PROPN", _NOM, 1, "obj", "Tikkamäkeä"), ("näki", "VERB", _ACTIVE, 1, "ROOT", "nähdä")
    )
    assert with_case_of_sentence(document[:1], document).feats["Case"] == "Par"


def test_a_name_that_cannot_be_in_the_case_keeps_its_own() -> None:
    document = _tokens(("Zyrxe", "PROPN", _NOM, 0, "nmod:poss", "Zyrxe"))
    assert with_case_of_sentence(document, document).feats["Case"] == "Nom"
    inflected = _tokens(("Mäntysalolla", "PROPN", {"Case": "Ade"}, 0, "nmod:poss", "Mäntysalo"))
    assert with_case_of_sentence(inflected, inflected).feats["Case"] == "Ade"
