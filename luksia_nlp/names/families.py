"""Families by their surname in the plural: *Järviset voittivat*, *Niemisten tila*, *Salosilla*."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from luksia_nlp.language.morphology import Reading, known_readings, readings
from luksia_nlp.language.plurals import nominative_plural
from luksia_nlp.names.places import candidates
from luksia_nlp.names.span import Span
from luksia_nlp.records import Document, Mention
from luksia_nlp.resources import packaged

# What the surnames end in that make families; inhabitants (suomalainen) are peoples as often as families.
_ENDING = "nen"
_COMMON = frozenset({"adjective", "noun"})
_VOWELS = "aeiouyåäö"
# The rule that a family's mention keeps for its kind and its base form.
FAMILY = "family"


def family_of(word: str) -> str | None:
    """The family that a word speaks of, in the nominative plural; None where it speaks of none.

    Only surnames in -nen are looked at: others in the plural (*Kärpät*, *Kotkat*) are clubs and animals.

    Args:
        word: A word as it stands in the text.

    Example:
        >>> family_of("Niemisten"), family_of("Salosilla"), family_of("Ikaalisten"), family_of("Nieminen")
        ('Niemiset', 'Saloset', None, None)
    """
    if not word[:1].isupper() or word.isupper():
        return None
    known = known_readings(word)
    common = {reading.lemma for reading in known if reading.part_of_speech in _COMMON}
    common -= set(packaged.toml("person_names.toml")["families"])
    for reading in known:
        # Ikaalisten and Paraisilla are towns', hämäläiset and kaksoset are people of all kinds of names.
        town = reading.case != "nom" and candidates(reading.lemma)
        if _is_plural_surname(reading) and not town and reading.lemma.lower() not in common:
            return nominative_plural(reading.lemma)
    return None


def _is_plural_surname(reading: Reading) -> bool:
    named = reading.part_of_speech == "proper" and reading.number == "pl" and not reading.possessive
    return named and reading.lemma.endswith(_ENDING)


def with_families_of_article(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, families of people of the article by their surnames in the plural: *Sandholmeille*.

    Args:
        mentions: The mentions of one article.

    Example:
        >>> ihminen = ("PERSON", "person")
        >>> koko = Mention("1", 0, 0, 14, "Liisa Sandholm", *ihminen, "Liisa Sandholm", None, "form")
        >>> suku = Mention("1", 1, 16, 28, "Sandholmeille", *ihminen, "Sandholm", None, "guesser")
        >>> [maininta.base_form for maininta in with_families_of_article([koko, suku])]
        ['Liisa Sandholm', 'Sandholmit']
    """
    people = (mention.base_form for mention in mentions if mention.kind == "person")
    surnames = sorted({name.split()[-1] for name in people if " " in name})
    return [_of_article(mention, surnames) for mention in mentions]


def _of_article(mention: Mention, surnames: Sequence[str]) -> Mention:
    if mention.kind != "person" or " " in mention.surface or mention.base_form_rule == FAMILY:
        return mention
    plurals = (plural for surname in surnames if (plural := _plural_of(mention.surface, surname)))
    family = next(plurals, None)
    return mention if family is None else replace(mention, base_form=family, base_form_rule=FAMILY)


def _plural_of(word: str, surname: str) -> str | None:
    """The nominative plural of a surname, where a word is a plural form of it; else None."""
    of_surname = [reading for reading in readings(word) if reading.lemma == surname]
    known = [reading for reading in of_surname if reading.rule == "lexicon"]
    if known:
        plural = all(reading.number == "pl" for reading in known)
        return nominative_plural(surname) if plural else None
    endings: Mapping[str, Sequence[str]] = packaged.toml("person_names.toml")["plural_endings"]
    kind = "vowel" if surname[-1].lower() in _VOWELS else "consonant"
    ending = word.removeprefix(surname)
    if ending == word or not ending.startswith(tuple(endings[kind])):
        return None
    return surname + endings[kind][0]


def with_families(document: Document, spans: Sequence[Span]) -> list[Span]:
    """The names, families among them as people, those that the engine missed too.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.records import Article
        >>> [asiakirja] = ScriptedEngine().documents([Article("Järviset voittivat auton.", "1")])
        >>> [(nimi.kind, nimi.called) for nimi in with_families(asiakirja, [])]
        [('person', ('Järviset', 'family'))]
    """
    taken = {place for span in spans for place in range(span.first, span.last)}
    found = [_as_family(document, span) for span in spans]
    for place, token in enumerate(document.tokens):
        family = None if place in taken or _describes(document, place) else family_of(token.text)
        if family is not None:
            found.append(_family_span(place, family))
    return sorted(found, key=lambda span: span.first)


def _describes(document: Document, place: int) -> bool:
    """Whether a word agrees with the noun after it, as an adjective does: Kiviset polut."""
    if place + 1 >= len(document.tokens):
        return False
    word, noun = document.tokens[place : place + 2]
    same = all(word.feats.get(name) == noun.feats.get(name) for name in ("Case", "Number"))
    return noun.upos == "NOUN" and same and "Case" in noun.feats


def _family_span(place: int, family: str) -> Span:
    return Span(place, place + 1, "PERSON", "person", None, called=(family, FAMILY), rule=FAMILY)


def _as_family(document: Document, span: Span) -> Span:
    if span.last - span.first != 1 or span.body is not None:
        return span
    word = document.tokens[span.first].text
    family = family_of(word)
    if family is not None:
        return replace(_family_span(span.first, family), score=span.score)
    return span
