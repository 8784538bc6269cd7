"""Headlines and credits in capitals, as they would be written in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from luksia_nlp.language.morphology import Reading, known_readings, readings
from luksia_nlp.names.base_forms import LONGEST_ABBREVIATION
from luksia_nlp.names.places import candidates
from luksia_nlp.views.text_view import Edit, TextView

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*(?::[^\W\d_]+)?")
# What may stand between the words of a run in capitals: a headline's numbers and marks, but no full stop.
_BETWEEN = re.compile(r"[^\S\n]*[\d\s,;:/&()”\"“»'’–—-]*?[^\S\n]*$")
_SENTENCE_STARTS = re.compile(r"(?:^|[.!?:/\n])[^\w]*$")
_PROPER = frozenset(["proper", "proper-pl"])
# Characters that are looked back over for what begins a sentence: a mark, and quotation marks or spaces.
_LONGEST_START = 5
# Places that a headline means by a word that is a common one, too (SALO, VENÄJÄ); villages are too many.
_WELL_KNOWN = frozenset(["country", "region", "municipality", "town", "continent"])


def without_capitals(view: TextView) -> TextView:
    """A text whose runs of words in capitals have capitals only where running text has them.

    A run is two words or more with at least one that is too long for an abbreviation, or a line of one such
    word. Abbreviations stay as they are; a word becomes small where the lexicon knows it as a common word.

    Example:
        >>> without_capitals(TextView.of("JUHA LEHTOSEN YHTIÖ SAI EU:N TUKEA OULUSTA")).text
        'Juha Lehtosen yhtiö sai EU:n tukea Oulusta'
    """
    return view.edited(edit for run in _runs(view.text) for edit in _small(view.text, run))


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    """The runs of words in capitals that no running text would have."""
    run: list[re.Match[str]] = []
    for match in _WORD.finditer(text):
        if run and not (match.group().isupper() and _BETWEEN.fullmatch(text, run[-1].end(), match.start())):
            yield from _whole(text, run)
            run = []
        if match.group().isupper():
            run.append(match)
    yield from _whole(text, run)


def _whole(text: str, run: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """The run, if it is one."""
    long = any(len(match.group()) > LONGEST_ABBREVIATION for match in run)
    if long and (len(run) > 1 or _is_alone(text, run[0])):
        yield run


def _is_alone(text: str, match: re.Match[str]) -> bool:
    """Whether a word stands alone in its line."""
    start, end = match.span()
    while start and text[start - 1] != "\n" and not text[start - 1].isalpha():
        start -= 1
    while end < len(text) and text[end] != "\n" and not text[end].isalpha():
        end += 1
    return not (text[start - 1 : start].isalpha() or text[end : end + 1].isalpha())


def _small(text: str, run: list[re.Match[str]]) -> Iterator[Edit]:
    named = [bool(_names(match.group())) for match in run]
    for place, match in enumerate(run):
        starts = bool(_SENTENCE_STARTS.search(text, max(0, match.start() - _LONGEST_START), match.start()))
        beside = any(
            0 <= other < len(run) and named[other] and _are_beside(text, run, min(place, other))
            for other in (place - 1, place + 1)
        )
        word = _as_in_text(match.group(), opens=starts, beside_name=beside)
        if len(word) == len(match.group()):  # the small letter of some capitals is two
            yield match.start(), match.end(), word


def _are_beside(text: str, run: list[re.Match[str]], place: int) -> bool:
    """Whether nothing but a space parts a word of a run and the next."""
    return text[run[place].end() : run[place + 1].start()] == " "


def _names(word: str) -> list[Reading]:
    """The readings of a word in capitals as a name that the lexicon knows."""
    return [r for r in readings(_capitalised(word)) if r.rule == "lexicon" and r.part_of_speech in _PROPER]


def _capitalised(word: str) -> str:
    return "-".join(part.capitalize() for part in word.split("-"))


def _as_in_text(word: str, *, opens: bool, beside_name: bool) -> str:
    """A word in capitals as running text has it; of two names in a row (MAIJA VIRTANEN) both are names."""
    base, colon, ending = word.partition(":")
    if colon:
        return base + colon + ending.lower()
    names = _names(word)
    known = known_readings(word.lower())
    is_common = any(reading.part_of_speech not in (*_PROPER, "none") for reading in known)
    if names and (not is_common or beside_name or _is_well_known(names)):
        is_short = len(word) <= LONGEST_ABBREVIATION and all(reading.lemma.isupper() for reading in names)
        return word if is_short else _capitalised(word)
    if is_common:
        return _capitalised(word) if opens else word.lower()
    return _capitalised(word) if len(word) > LONGEST_ABBREVIATION or beside_name else word


def _is_well_known(names: list[Reading]) -> bool:
    return any(place.place_type in _WELL_KNOWN for reading in names for place in candidates(reading.lemma))
