"""The base form of a word in its sentence: of the analyser's readings the one that fits the tagger's best."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from luksia_nlp.language.known_names import is_known_name
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
    best = ranked_readings(form, upos, case, number, clitic, possessive)[0][1]
    return knowledge()["standard_names"].get(best.lemma, best.lemma), best.rule


@lru_cache(maxsize=KEPT_WORDS)
def ranked_readings(
    form: str,
    upos: str = "X",
    case: str | None = None,
    number: str | None = None,
    clitic: str | None = None,
    possessive: bool = False,
) -> tuple[tuple[float, Reading], ...]:
    """The readings of a word with their costs in its sentence, the best first.

    Args:
        form: One word as it stands in the text.
        upos: The Universal Dependencies part of speech that the tagger chose.
        case: The tagger's `Case`, such as `Gen`.
        number: The tagger's `Number`, `Sing` or `Plur`.
        clitic: The tagger's `Clitic`, such as `Kin`.
        possessive: Whether the tagger saw a possessive suffix.

    Example:
        >>> [lukema.lemma for _, lukema in ranked_readings("Osakassa", "PROPN", "Ine", "Sing")][:1]
        ['Osaka']
    """
    wanted = _Wanted(upos, (case or "").lower(), number, clitic, possessive)
    costs = [(_cost(reading, form, wanted), reading) for reading in readings(form)]
    return tuple(sorted(costs, key=lambda costed: costed[0]))


def lemma_of(form: str, upos: str, feats: Mapping[str, str]) -> tuple[str, str]:
    """`base_form` by a token's Universal Dependencies features.

    Example:
        >>> lemma_of("Lohjalla", "PROPN", {"Case": "Ade", "Number": "Sing"})
        ('Lohja', 'lexicon')
    """
    return base_form(form, upos, *_told(feats))


def readings_in_sentence(form: str, upos: str, feats: Mapping[str, str]) -> tuple[tuple[float, Reading], ...]:
    """`ranked_readings` by a token's Universal Dependencies features.

    Example:
        >>> [lukema.case for _, lukema in readings_in_sentence("Lohjalla", "PROPN", {"Case": "Ade"})][:1]
        ['ade']
    """
    return ranked_readings(form, upos, *_told(feats))


def _told(feats: Mapping[str, str]) -> tuple[str | None, str | None, str | None, bool]:
    return feats.get("Case"), feats.get("Number"), feats.get("Clitic"), "Person[psor]" in feats


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
    cost = reading.weight + _part_of_speech_cost(reading, wanted.upos) + _inflection_cost(reading, wanted)
    if reading.rule != "lexicon" and reading.lemma == form and wanted.case not in ("", "nom"):
        cost += penalties["unchanged"]
    named = wanted.upos == "PROPN" and form[:1].isupper()
    if named and reading.lemma[:1].isupper() and is_known_name(reading.lemma):
        cost -= penalties["known_name"]
    doubtful = knowledge()["doubtful_names"]
    if reading.lemma in doubtful["names"] or reading.lemma in doubtful["alone"]:
        cost += doubtful["weight"]
    if named and not reading.lemma[:1].isupper():
        cost += penalties["name_lowered"]
    return cost


def _inflection_cost(reading: Reading, wanted: _Wanted) -> float:
    """What it costs that case, number, clitic or possessive suffix are others than the tagger's."""
    penalties: Mapping[str, float] = knowledge()["penalties"]
    if reading.rule == "colon":  # AMKE:n cannot be read otherwise, whatever the tagger thinks of it
        return 0.0
    clitics = frozenset(wanted.clitic.split(",") if wanted.clitic else ())
    if _has_unseen_clitic(reading, clitics):
        return penalties["clitic"]
    cost = penalties["case"] * bool(wanted.case and reading.case != wanted.case)
    number = {"Sing": "sg", "Plur": "pl"}.get(wanted.number or "")
    cost += penalties["number"] * bool(wanted.number and reading.number and reading.number != number)
    cost += penalties["clitic"] * (reading.clitics != clitics)
    namelike = not (reading.clitics - clitics).isdisjoint(knowledge()["namelike_clitics"])
    cost += penalties["namelike_clitic"] * namelike
    return cost + penalties["possessive"] * (reading.possessive != wanted.possessive)


def _has_unseen_clitic(reading: Reading, clitics: frozenset[str]) -> bool:
    """Whether a name that the lexicon holds has an ending and a clitic of which the tagger saw nothing.

    Then what it saw of the case is worth nothing either: it took *Tampereelleko* for a nominative.
    """
    known = reading.rule == "lexicon" and reading.part_of_speech in ("proper", "proper-pl")
    return known and not clitics and bool(reading.clitics) and reading.case in knowledge()["clitic_cases"]


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
