"""The case of a name by its place in the sentence, where the tagger, which sees mostly the word, may err."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from luksia_nlp.language.base_forms import readings_in_sentence
from luksia_nlp.language.morphology import readings
from luksia_nlp.records import Token
from luksia_nlp.resources import packaged

# What can stand after a genitive and be what it belongs to.
_HEADS_OF_GENITIVES = frozenset({"NOUN", "PROPN", "ADJ", "ADP", "NUM"})
# Readings that rest on more than a vowel that could be the name's own.
_TELLING = frozenset({"lexicon", "name-ending", "foreign-name", "s-name"})


def is_nominative(tokens: Sequence[Token], document: Sequence[Token]) -> bool:
    """Whether a full name is in the nominative by its place in the sentence, however its surname looks.

    It is where it is the subject of a finite verb (*Kofi Annan sai*), the object of a passive one, or,
    after a word in the nominative, what that is (*Kuva: Pekka Gassen*). A known surname that the tagger
    saw inflected is so all the same, as parsers err, unless it is the subject right before a verb that
    wants no genitive one (unlike *Antti Mäkelän pitää*).

    Args:
        tokens: The name's tokens.
        document: All tokens of the document; none where they are not at hand.

    Example:
        >>> from luksia_nlp.records import Token
        >>> is_nominative([Token(0, 5, "Annan", "Anna", "lexicon", "PROPN", {"Case": "Nom"}, 0, "nsubj")], [])
        False
    """
    first, last = tokens[0], tokens[-1]
    following = next((token for token in document if token.start >= last.end), None)
    if (following and following.upos in _HEADS_OF_GENITIVES) or first.head >= len(document):
        return False
    head = document[first.head]
    subject = _is_subject(first, head)
    if not subject and not _is_nominative_by_role(first, head):
        return False
    seen = last.feats.get("Case", "Nom").lower()
    best = readings_in_sentence(last.text, "PROPN", last.feats)[0][1]
    inflected = (
        best.rule in ("lexicon", "name-ending") and best.number == "sg" and best.case not in (None, "nom")
    )
    if seen == "nom" or not inflected:
        return seen != "par" or subject
    necessive = head.lemma in packaged.toml("names.toml")["necessive_verbs"]
    return seen != "par" and (head is following and not necessive if subject else first.deprel == "appos")


def _is_subject(first: Token, head: Token) -> bool:
    finite = head.feats.get("VerbForm") == "Fin" and head.feats.get("Person") != "0"
    return first.deprel.startswith("nsubj") and finite


def _is_nominative_by_role(first: Token, head: Token) -> bool:
    """Whether it is the object of a passive verb, or the apposition of a word before it in the nominative."""
    if first.deprel == "appos":
        return head.feats.get("Case") == "Nom" and head.end < first.start
    passive = head.feats.get("VerbForm") == "Fin" and head.feats.get("Voice") == "Pass"
    return first.deprel == "obj" and passive


def with_case_of_sentence(tokens: Sequence[Token], document: Sequence[Token]) -> Token:
    """A name's last word, where the tagger took it for a nominative, in the case that the parser tells.

    A possessor is in the genitive (*Boynen laakso*), the object of an active verb in that or the partitive;
    and what stands in a row is in one case (*Assuanin ja Sohaqin*).

    Args:
        tokens: The name's tokens.
        document: All tokens of the document; none where they are not at hand.

    Example:
        >>> from luksia_nlp.records import Token
        >>> nimi = Token(0, 9, "Mäntyojan", "", "", "PROPN", {"Case": "Nom"}, 1, "nmod:poss")
        >>> with_case_of_sentence([nimi], []).feats["Case"]
        'Gen'
    """
    first, last = tokens[0], tokens[-1]
    if last.feats.get("Case") != "Nom":
        return last
    cases = _cases_of_role(first.deprel, document[first.head] if first.head < len(document) else None)
    sure = {reading.case for reading in readings(last.text) if reading.rule in _TELLING}
    case = next((case for case in cases if case.lower() in sure), None)
    return last if case is None else replace(last, feats={**last.feats, "Case": case})


def _cases_of_role(role: str, head: Token | None) -> tuple[str, ...]:
    """The cases a name can have by what it is to its head, the likeliest first; none if all are open."""
    if role == "nmod:poss":
        return ("Gen",)
    if head is None:
        return ()
    if role == "conj":
        return (head.feats.get("Case", "Nom"),)
    active = head.feats.get("VerbForm") == "Fin" and head.feats.get("Voice") == "Act"
    return ("Gen", "Par") if role == "obj" and active and head.feats.get("Mood") != "Imp" else ()
