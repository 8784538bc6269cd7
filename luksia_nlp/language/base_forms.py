"""The base form of a word in its sentence: of the analyser's readings the one that fits the tagger's best."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from luksia_nlp.language.morphology import KEPT_WORDS, Reading, knowledge, readings

_NOMINAL = frozenset(
    [
        "noun",
        "noun-pl",
        "proper",
        "proper-pl",
        "adjective",
        "participle",
        "ordinal",
        "numeral",
        "pronoun",
        "pronoun-pl",
    ]
)
_NOMINAL_TAGS = frozenset(["NOUN", "PROPN", "ADJ", "NUM", "PRON", "DET"])


@lru_cache(maxsize=KEPT_WORDS)
def base_form(
    form: str,
    upos: str = "X",
    case: str | None = None,
    number: str | None = None,
    clitic: str | None = None,
    possessive: bool = False,
) -> tuple[str, str]:
    """The base form of a word and the rule that gave it.

    Args:
        form: One word as it stands in the text.
        upos: The Universal Dependencies part of speech that the tagger chose.
        case: The tagger's `Case`, such as `Gen`.
        number: The tagger's `Number`, `Sing` or `Plur`.
        clitic: The tagger's `Clitic`, such as `Kin`.
        possessive: Whether the tagger saw a possessive suffix.

    Returns:
        The base form, and the `rule` of the reading it came from.

    Example:
        >>> base_form("Brysseliin", "PROPN", "Ill", "Sing")
        ('Bryssel', 'lexicon')
    """
    wanted = _Wanted(upos, (case or "").lower(), number, clitic, possessive)
    best = min(readings(form), key=lambda reading: _cost(reading, form, wanted))
    return knowledge()["standard_names"].get(best.lemma, best.lemma), best.rule


def lemma_of(form: str, upos: str, feats: Mapping[str, str]) -> tuple[str, str]:
    """`base_form` by a token's Universal Dependencies features.

    Example:
        >>> lemma_of("Lohjalla", "PROPN", {"Case": "Ade", "Number": "Sing"})
        ('Lohja', 'lexicon')
    """
    return base_form(
        form, upos, feats.get("Case"), feats.get("Number"), feats.get("Clitic"), "Person[psor]" in feats
    )


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the tagger said of a word in its sentence."""

    upos: str
    case: str
    number: str | None
    clitic: str | None
    possessive: bool


def _cost(reading: Reading, form: str, wanted: _Wanted) -> float:
    """The reading's weight plus a penalty for everything in which it differs from what is wanted."""
    penalties = knowledge()["penalties"]
    cost = reading.weight + _part_of_speech_cost(reading, wanted.upos)
    if wanted.case and reading.case != wanted.case:
        cost += penalties["case"]
    if wanted.number and reading.number and reading.number != {"Sing": "sg", "Plur": "pl"}.get(wanted.number):
        cost += penalties["number"]
    if reading.clitics != frozenset(wanted.clitic.split(",") if wanted.clitic else ()):
        cost += penalties["clitic"]
    if reading.possessive != wanted.possessive:
        cost += penalties["possessive"]
    if reading.rule != "lexicon" and reading.lemma == form and wanted.case not in ("", "nom"):
        cost += penalties["unchanged"]
    if wanted.upos == "PROPN" and form[:1].isupper() and not reading.lemma[:1].isupper():
        cost += penalties["name_lowered"]
    return cost


def _part_of_speech_cost(reading: Reading, upos: str) -> float:
    penalties: Mapping[str, float] = knowledge()["penalties"]
    fitting = knowledge()["parts_of_speech"].get(upos, ())
    if not fitting:
        return 0.0
    if reading.part_of_speech in fitting:
        rank: int = fitting.index(reading.part_of_speech)
        return penalties["part_of_speech_rank"] * rank
    nominal = upos in _NOMINAL_TAGS and reading.part_of_speech in _NOMINAL
    return penalties["part_of_speech_nominal" if nominal else "part_of_speech"]
