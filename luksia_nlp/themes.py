"""Theme definitions, and where in a document they show."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from luksia_nlp.errors import SettingsError
from luksia_nlp.morphology import CACHE_SIZE, readings
from luksia_nlp.records import Document, Sentence, ThemeHit, Token
from luksia_nlp.settings import nearest, read_toml

# How sure a hit is that the theme is meant. A theme's own word nearly always means it. A derived word and a
# compound can have drifted from it; one alone is still over the default threshold of 0.5.
EVIDENCE_SCORES = {"term": 0.8, "derivation": 0.7, "compound": 0.6}
# A compound that the analyser cannot split is taken as one if at least so many letters are left beside the
# term: shorter rests are inflections or endings.
_SHORTEST_REST = 3
_KEYS = ("name", "description", "terms", "derivations", "exclude")


@dataclass(frozen=True)
class Theme:
    """A theme and the words it shows in.

    Args:
        theme: Its identifier, as in `[themes.vetovoima]`.
        name: Its name to show.
        description: What it is about.
        terms: Words, or several words in a row, in base form.
        derivations: Words made from the terms, in base form.
        exclude: Words in a row, in base form, that hold a term but are not the theme.

    Example:
        >>> Theme("kiire", "Kiire", terms=("kiire", "kova vauhti")).terms
        ('kiire', 'kova vauhti')
    """

    theme: str
    name: str
    description: str = ""
    terms: tuple[str, ...] = ()
    derivations: tuple[str, ...] = ()
    exclude: tuple[str, ...] = field(default=())


def load_themes(path: str | Path | None = None) -> tuple[Theme, ...]:
    """Read a theme file, or the packaged three themes.

    Args:
        path: A TOML file with a table `[themes.identifier]` for each theme; None for the packaged ones.

    Raises:
        SettingsError: The file cannot be read, or themes in it are wrong; the message names every mistake.

    Example:
        >>> [teema.name for teema in load_themes()]
        ['Vetovoima', 'Vaikuttavuus', 'Ratkaisukeskeisyys']
    """
    packaged = resources.files("luksia_nlp.resources").joinpath("themes.toml")
    if path is None:
        with resources.as_file(packaged) as file:
            values = read_toml(file)
    else:
        values = read_toml(path)
    themes = values.get("themes")
    if not isinstance(themes, dict) or not themes:
        raise SettingsError(f"{path}: holds no theme; begin one with a line such as [themes.vetovoima].")
    problems = [
        f"Unknown table {key!r}; themes are tables such as [themes.{key}]."
        for key in values
        if key != "themes"
    ]
    for identifier, theme in themes.items():
        problems += _problems(f"[themes.{identifier}]", theme)
    if problems:
        raise SettingsError("\n".join([f"{path}: {len(problems)} mistakes in the themes:", *problems]))
    return tuple(_theme(identifier, theme) for identifier, theme in themes.items())


def _problems(where: str, theme: Any) -> list[str]:
    if not isinstance(theme, dict):
        return [f"{where} must be a table."]
    problems = [f"{where} has no key {key!r}.{nearest(key, _KEYS)}" for key in theme if key not in _KEYS]
    problems += [
        f"{where} {key} must be a string."
        for key in ("name", "description")
        if not isinstance(theme.get(key, ""), str)
    ]
    for key in ("terms", "derivations", "exclude"):
        words = theme.get(key, [])
        if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
            problems.append(f'{where} {key} must be a list of words, such as ["vetovoima"].')
    if not theme.get("terms"):
        problems.append(f'{where} needs terms, such as terms = ["vetovoima"].')
    return problems


def _theme(identifier: str, values: Mapping[str, Any]) -> Theme:
    words = {key: tuple(values.get(key, ())) for key in ("terms", "derivations", "exclude")}
    return Theme(identifier, values.get("name", identifier), values.get("description", ""), **words)


class ThemeFinder:
    """Finds themes in documents.

    The words of all themes are looked up together by their first letters, so that many themes cost little
    more than few.

    Args:
        themes: The themes.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.records import Article
        >>> [asiakirja] = ScriptedEngine().documents([Article("Luksian vetovoimaa lisää uusi kampus.", "1")])
        >>> [osuma] = ThemeFinder(load_themes()).find(asiakirja)
        >>> osuma.theme, osuma.text, osuma.evidence
        ('vetovoima', 'vetovoimaa', 'term')
    """

    def __init__(self, themes: Iterable[Theme]) -> None:
        self._words: dict[str, list[tuple[str, str]]] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
        self._excluded: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for theme in themes:
            for evidence, phrases in (("term", theme.terms), ("derivation", theme.derivations)):
                for phrase in phrases:
                    self._add(phrase, theme.theme, evidence)
            for phrase in theme.exclude:
                lemmas = _lemmas(phrase)
                self._excluded.setdefault(lemmas[0], []).append((lemmas, theme.theme))

    def find(self, document: Document) -> list[ThemeHit]:
        """The hits of a document, in the order of the text; no token is two hits of one theme."""
        hits: list[ThemeHit] = []
        for number, sentence in enumerate(document.sentences):
            tokens = document.tokens[sentence.first_token : sentence.last_token]
            lemmas = [token.lemma.casefold() for token in tokens]
            taken = self._excluded_tokens(lemmas)
            for first in range(len(tokens)):
                for length, theme, evidence in self._at(lemmas, first):
                    spot = {(index, theme) for index in range(first, first + length)}
                    if not taken & spot:
                        taken |= spot
                        hits.append(_hit(document, number, sentence, (first, length), theme, evidence))
        return hits

    def _add(self, phrase: str, theme: str, evidence: str) -> None:
        lemmas = _lemmas(phrase)
        if len(lemmas) == 1:
            self._words.setdefault(lemmas[0], []).append((theme, evidence))
        else:
            self._phrases.setdefault(lemmas[0], []).append((lemmas, theme, evidence))

    def _excluded_tokens(self, lemmas: Sequence[str]) -> set[tuple[int, str]]:
        return {
            (index, theme)
            for first, lemma in enumerate(lemmas)
            for phrase, theme in self._excluded.get(lemma, ())
            if tuple(lemmas[first : first + len(phrase)]) == phrase
            for index in range(first, first + len(phrase))
        }

    def _at(self, lemmas: Sequence[str], first: int) -> list[tuple[int, str, str]]:
        """What begins at a token: (number of tokens, theme, evidence), the longest and surest first."""
        found = [
            (len(phrase), theme, evidence)
            for phrase, theme, evidence in self._phrases.get(lemmas[first], ())
            if tuple(lemmas[first : first + len(phrase)]) == phrase
        ]
        found += [(1, theme, evidence) for theme, evidence in self._words.get(lemmas[first], ())]
        for part in compound_ends(lemmas[first]):
            found += [(1, theme, "compound") for theme, _ in self._words.get(part, ())]
        return sorted(found, key=lambda hit: (-hit[0], -EVIDENCE_SCORES[hit[2]], hit[1]))


def article_score(scores: Iterable[float]) -> float:
    """How surely a theme shows in an article: the chance that not all of its hits are mistaken.

    `1 - (1 - s1)(1 - s2)...` over the hits' scores, as if they erred independently; 0 without hits.

    Example:
        >>> round(article_score([0.8, 0.6]), 2)
        0.92
    """
    return 1.0 - math.prod(1.0 - score for score in scores)


def _lemmas(phrase: str) -> tuple[str, ...]:
    return tuple(phrase.casefold().split())


def _hit(
    document: Document, number: int, sentence: Sentence, where: tuple[int, int], theme: str, evidence: str
) -> ThemeHit:
    first, length = where
    tokens: Sequence[Token] = document.tokens[sentence.first_token + first :][:length]
    start, end = tokens[0].start, tokens[-1].end
    return ThemeHit(
        article_id=document.article.article_id or "",
        sentence_id=number,
        theme=theme,
        start=start,
        end=end,
        text=document.text[start:end],
        lemma=" ".join(token.lemma.casefold() for token in tokens),
        evidence=evidence,
        score=EVIDENCE_SCORES[evidence],
    )


@lru_cache(maxsize=CACHE_SIZE)
def compound_ends(lemma: str) -> tuple[str, ...]:
    """What a compound in base form can begin or end with, itself left out.

    Example:
        >>> "vetovoima" in compound_ends("vetovoimatekijä")
        True
    """
    if len(lemma) < 2 * _SHORTEST_REST:
        return ()
    splits = {
        reading.parts
        for reading in readings(lemma)
        if len(reading.parts) > 1 and reading.lemma.casefold() == lemma
    }
    ends: set[str] = set()
    for parts in splits:
        for cut in range(1, len(parts)):
            ends |= {"".join(parts[:cut]).casefold(), "".join(parts[cut:]).casefold()}
    if "-" in lemma:
        cuts = [index for index, letter in enumerate(lemma) if letter == "-"]
        ends |= {end for cut in cuts for end in (lemma[:cut], lemma[cut + 1 :])}
    elif not splits:
        rests = range(_SHORTEST_REST, len(lemma) - _SHORTEST_REST + 1)
        ends = {end for cut in rests for end in (lemma[:cut], lemma[cut:])}
    return tuple(sorted(ends))
