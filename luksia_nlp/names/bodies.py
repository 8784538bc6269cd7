"""What a name is that the recognizer took for something else: a well-known body, a company, a place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from luksia_nlp.language.base_forms import lemma_of
from luksia_nlp.language.morphology import is_common_word, is_genitive, known_readings, readings
from luksia_nlp.names.appositions import names_people
from luksia_nlp.names.coordinations import names_spot
from luksia_nlp.names.organisations import organisation_type
from luksia_nlp.names.places import candidates, locate
from luksia_nlp.names.span import Span
from luksia_nlp.names.well_known import KnownBody, known_body, party_of
from luksia_nlp.records import Document, Mention, Token, as_read
from luksia_nlp.resources import packaged

# Words after a name in which what it owns or does is looked for: a genitive's own noun comes after an
# adjective or two, a verb's object after the verb and what goes with it. Set by hand.
_WORDS_AFTER_GENITIVE, _WORDS_AFTER_SUBJECT = 3, 6
# How surely a place of the table is meant by a name, as `names.places` counts, where the recognizer took it
# for a body's: what any country, any municipality in Finland and a well-known town abroad have (Alicante
# 0.87).
_SURE_PLACE = 0.85
# The same where the recognizer was not sure of its label and the name is in a local case: a village has 0.7.
_TABLE_PLACE = 0.7


def body_of(document: Document, span: Span, mention: Mention) -> KnownBody | None:
    """The well-known body that a name is, unless the text says that it is a person's or a place's; else None.

    A title before it makes it a person's (*toimitusjohtaja Huhtamäki*). A local case makes it a place's where
    there is a place of that name (*Fiskarsissa*), and so does the name of a municipality or a country in any
    case, as long as nothing around it is a company's (*Nokian osinko*). The same holds for given names
    (*Elisa*).

    Args:
        document: The document.
        span: Where the name stands.
        mention: The mention of it.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.records import Article
        >>> from luksia_nlp.names.mentions import find_mentions
        >>> moottori = ScriptedEngine(names={"Woltin": "PERSON"})
        >>> [asiakirja] = moottori.documents([Article("Eilen Woltin lähetit lakkoilivat.", "1")])
        >>> [(maininta.base_form, maininta.kind_rule) for maininta in find_mentions(asiakirja)]
        [('Wolt', 'well-known')]
    """
    words = [token.text for token in document.tokens[span.first : span.last]]
    body = known_body(words)
    if body is None or mention.kind not in ("person", "organisation", "place"):
        return None
    if mention.kind == "organisation":
        return body
    if _has_title(document, span):
        return None
    if _does_business(document, span):
        return body
    places = candidates(body.name)
    local = document.tokens[span.last - 1].feats.get("Case") in packaged.toml("names.toml")["local_cases"]
    if body.doubtful or (places and (local or (mention.kind == "place" and _is_town(body.name)))):
        return None
    return body


def body_by_words(document: Document, span: Span, mention: Mention) -> str | None:
    """By which rule a name of several words that was taken for a place's is a body's; None where it is not.

    `organisation-head`: its last word is what bodies are (*Kuhmon Musiikkiopisto*); `club`: it is a common
    word with a capital after a town (*Kotkan Energiassa*).

    Args:
        document: The document.
        span: Where the name stands.
        mention: The mention of it.
    """
    size = span.last - span.first
    if mention.kind != "place" or size < 2 or candidates(mention.base_form):
        return None
    if organisation_type(mention.base_form) not in (None, "municipality"):
        return "organisation-head"
    town, name = document.tokens[span.first].text, document.tokens[span.last - 1].text
    capital = name[:1].isupper() and not name.isupper() and is_common_word(name)
    named = size == 2 and capital and is_genitive(town) and not names_spot(name)
    lemma = mention.base_form.split()[-1]
    return "club" if named and not candidates(lemma) and not _is_street(lemma) and _is_town_of(town) else None


def _is_town_of(word: str) -> bool:
    """Whether a word in the genitive is a place's."""
    return bool(candidates(lemma_of(word, "PROPN", {"Case": "Gen"})[0]))


def bracketed_party(document: Document, span: Span) -> str | None:
    """The party whose letters stand first in brackets (*Petteri Orpo (kok.)*), or None.

    Args:
        document: The document.
        span: Where the letters stand.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.records import Article
        >>> [asiakirja] = ScriptedEngine().documents([Article("Aino Salo (kok.) puhui.", "1")])
        >>> bracketed_party(asiakirja, Span(3, 4, "ORG", "organisation", None))
        'Kokoomus'
    """
    tokens = document.tokens
    after = span.last + (span.last < len(tokens) and tokens[span.last].text == ".")
    enclosed = span.first > 0 and tokens[span.first - 1].text == "(" and after < len(tokens)
    if not enclosed or tokens[after].text not in (")", ",", "/"):  # (kok., Lohja)
        return None
    return party_of(as_read(tokens[span.first : span.last]))


def company_of(document: Document, span: Span, mention: Mention) -> bool:
    """Whether a name that was taken for a person's is a company's by what it has (*Virtasen osakekurssi*).

    Args:
        document: The document.
        span: Where the name stands.
        mention: The mention of it.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.records import Article
        >>> from luksia_nlp.names.mentions import find_mentions
        >>> moottori = ScriptedEngine(names={"Virtasen": "PERSON"}, tags={"osinko": ("NOUN", {})})
        >>> [asiakirja] = moottori.documents([Article("Eilen Virtasen osinko nousi.", "1")])
        >>> [(maininta.kind, maininta.kind_rule) for maininta in find_mentions(asiakirja)]
        [('organisation', 'business')]
    """
    single = mention.kind == "person" and span.last - span.first == 1
    return single and not _has_title(document, span) and has_figures(document, span)


def has_figures(document: Document, span: Span) -> bool:
    """Whether a name in the genitive has what only a company has: *Koneen osinko*.

    Args:
        document: The document.
        span: Where the name stands.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.records import Article
        >>> moottori = ScriptedEngine(tags={"osinko": ("NOUN", {})})
        >>> [asiakirja] = moottori.documents([Article("Koneen osinko nousi.", "1")])
        >>> has_figures(asiakirja, Span(0, 1, "ORG", "organisation", None))
        True
    """
    return any(_is_one(token, _business()["figures"]) for token in _owned(document, span))


def place_of(document: Document, span: Span, mention: Mention) -> str | None:
    """The place that a name taken for a body's or a person's is, where something is or goes to; else None.

    Args:
        document: The document.
        span: Where the name stands.
        mention: The mention of it.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.records import Article
        >>> from luksia_nlp.names.mentions import find_mentions
        >>> piirteet = {"Gazassa": ("PROPN", {"Case": "Ine"})}
        >>> moottori = ScriptedEngine(names={"Gazassa": "ORG"}, tags=piirteet)
        >>> [asiakirja] = moottori.documents([Article("Eilen Gazassa satoi.", "1")])
        >>> [(maininta.base_form, maininta.kind, maininta.kind_rule) for maininta in find_mentions(asiakirja)]
        [('Gaza', 'place', 'place-case')]
    """
    if mention.kind == "place" or span.body is not None or span.called is not None:
        return None
    meant = _meant(document.tokens[span.last - 1], span, mention)
    likely = max(meant.values())
    name = max(meant, key=lambda one: (meant[one], one == mention.base_form))
    return name if _is_place(document, span, mention, likely) else None


def _is_place(document: Document, span: Span, mention: Mention, likely: float) -> bool:
    """Whether a name is a place's by its case, as likely as there is a place of that name."""
    last, single = document.tokens[span.last - 1], span.last - span.first == 1
    case = last.feats.get("Case")
    if mention.kind == "organisation" and span.unsure:
        local = case in packaged.toml("names.toml")["local_cases"]
        return likely >= (_TABLE_PLACE if local else _SURE_PLACE) or (
            single and _is_street(mention.base_form)
        )
    if likely < _SURE_PLACE:
        return False
    if mention.kind == "person":
        # One can be heard of a person (Ela), where the recognizer is sure of it.
        local = case in packaged.toml("names.toml")["place_cases"] and (case != "Ela" or span.unsure)
        return single and (local or _ends_line(document, span))
    if mention.kind == "other" and not single:
        return False
    of_us = span.unsure and "Person[psor]" in last.feats  # Rakas Suomemme
    return of_us or case in packaged.toml("names.toml")["place_cases"]


def _meant(last: Token, span: Span, mention: Mention) -> dict[str, float]:
    """What a name can be called in the case that it has, each with how surely a place is meant by it."""
    names = (mention.base_form, *sorted(_local_lemmas(last, span)))
    # Any part of a town is somewhere in it (Turun Palloseura); here the table itself has to know the name.
    found = {name: locate(name) if candidates(name) else None for name in names}
    return {name: 0.0 if located is None else located.score for name, located in found.items()}


def _is_street(name: str) -> bool:
    return name.lower().endswith(tuple(packaged.toml("names.toml")["street_endings"]))


def _ends_line(document: Document, span: Span) -> bool:
    """Whether a name stands after a comma and ends its line, as in a list: *Lilja Virta, Taipalsaari*."""
    end = document.tokens[span.last - 1].end
    after = document.text[end : end + 1]
    return span.first > 0 and document.tokens[span.first - 1].text == "," and after in ("", "\n")


def _does_business(document: Document, span: Span) -> bool:
    """Whether a name has or does what a company does: *Aspon osinko*, *Huhtamäki sulkee tehtaansa*."""
    known = _business()
    things = known["things"] | known["figures"]
    if any(_is_one(token, things) for token in _owned(document, span)):
        return True
    after = list(_after(document, span, _WORDS_AFTER_SUBJECT))
    acts = any(token.lemma in known["verbs"] for token in after[:2])
    return acts and any("Person[psor]" in token.feats and _is_one(token, things) for token in after)


def _owned(document: Document, span: Span) -> Iterator[Token]:
    """The noun that a name in the genitive belongs to, if any."""
    if not is_genitive(document.tokens[span.last - 1].text):
        return
    for token in _after(document, span, _WORDS_AFTER_GENITIVE):
        if token.upos == "NOUN":
            yield token
        if token.upos not in ("ADJ", "NUM", "VERB", "PROPN"):
            return


def _after(document: Document, span: Span, most: int) -> Iterator[Token]:
    """The words after a name in its sentence."""
    for token in document.tokens[span.last : span.last + most]:
        if token.text in (".", "!", "?", ";"):
            return
        yield token


def _is_one(token: Token, words: frozenset[str]) -> bool:
    """Whether a word or its last compound part is one of some."""
    lemma = token.lemma.lower()
    if lemma in words:
        return True
    parts = {reading.parts[-1].lower() for reading in readings(token.text) if reading.rule == "lexicon"}
    return bool(parts & words)


def _has_title(document: Document, span: Span) -> bool:
    """Whether what a person is stands right before a name (*toimitusjohtaja Huhtamäki*)."""
    before = document.tokens[span.first - 1] if span.first else None
    return before is not None and before.feats.get("Case") == "Nom" and names_people(before.lemma)


def _is_town(name: str) -> bool:
    return any(place.place_type != "locality" for place in candidates(name))


def _local_lemmas(token: Token, span: Span) -> set[str]:
    """What a name of one word can be in its case: Gazassa is of Gaza, whatever it was called."""
    if span.last - span.first != 1:
        return set()
    case = packaged.toml("names.toml")["local_cases"].get(token.feats.get("Case"))
    lexicon = known_readings(token.text)
    return {r.lemma for r in lexicon if case and r.case == case and r.part_of_speech.startswith("proper")}


@cache
def _business() -> dict[str, frozenset[str]]:
    known = packaged.toml("well_known.toml")["business"]
    return {name: frozenset(words) for name, words in known.items()}
