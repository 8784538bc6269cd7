"""Words that open a sentence, whose capital tells nothing: names that are missed, common words that are none.

*Orpostako* is a name, since the analyser knows no other word of that form; *Kotka laskeutui pesälleen* speaks
of a bird, since no other mention of the article and no verb of a person speaks for a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from luksia_nlp.language.morphology import Reading, known_readings
from luksia_nlp.names.appositions import names_people
from luksia_nlp.names.person_names import is_given_name, looks_like_surname
from luksia_nlp.names.places import candidates
from luksia_nlp.names.span import Span, possible_forms, sentence_at, sentence_openers
from luksia_nlp.records import Document, Token
from luksia_nlp.resources import packaged

_COMMON = frozenset({"noun", "adjective"})
# A common word that opens a sentence, with nothing else in the article that speaks for a name, is one where
# the recognizer is surer than this. Of 204 sentences written with words that are surnames, too, as things
# (Rinne on kylmä), it took 58 for people, 3 of them more surely; of 238 with people 176, 39 more surely: the
# others need a person's verb or a full name, which an article has.
_SURE_PERSON = 0.93
# The same for places: of the 204 it took nine for places, all less surely.
_SURE_PLACE = 0.6
# Words after the opener among which its verb is looked for: "Aalto ei ole vielä sanonut" has it fourth.
_VERB_WITHIN = 5


def with_missed(document: Document, spans: Sequence[Span]) -> list[Span]:
    """The names, with those that open a sentence with a clitic and are nothing but names.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.records import Article
        >>> [asiakirja] = ScriptedEngine().documents([Article("Lehtosestako uusi johtaja?", "1")])
        >>> [(nimi.kind, nimi.called) for nimi in with_missed(asiakirja, [])]
        [('person', ('Lehtonen', 'lexicon'))]
    """
    taken = {place for span in spans for place in range(span.first, span.last)}
    found = list(spans)
    for place in openers(document):
        word = document.tokens[place].text
        reading = _only_name(word) if place not in taken else None
        if reading is not None:
            span = Span(place, place + 1, "PERSON", "person", None, called=(reading.lemma, "lexicon"))
            town = _is_town(reading.lemma)
            found.append(replace(span, label="GPE", kind="place") if town else span)
    return sorted(found, key=lambda span: span.first)


def _is_town(name: str) -> bool:
    """Whether a name is a place's rather than a person's: Koskela and Mäkelä are villages, too."""
    places = [place for place in candidates(name) if place.place_type != "locality"]
    return bool(places) or (bool(candidates(name)) and not looks_like_surname(name))


def _only_name(word: str) -> Reading | None:
    """The reading of a word with a clitic that the lexicon knows as a name's only; else None."""
    known = known_readings(word)
    names = [r for r in known if r.part_of_speech == "proper" and r.number == "sg" and r.clitics]
    if not names or word.isupper() or any(not r.clitics for r in known):
        return None
    others = {reading.lemma for reading in known if reading.part_of_speech != "proper"}
    # Aurinkokin is the sun; of names that are common words, too, countries' (ruotsi) and families' count.
    name = names[0].lemma
    same = others == {name.lower()} and (_is_country(name) or name.endswith("nen"))
    return names[0] if same or not others else None


def _is_country(name: str) -> bool:
    return any(place.place_type == "country" for place in candidates(name))


def without_common(document: Document, spans: Sequence[Span]) -> list[Span]:
    """The names without common words that only open a sentence.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.records import Article
        >>> moottori = ScriptedEngine(names={"Paavin": "PERSON"})
        >>> [asiakirja] = moottori.documents([Article("Paavin puhe alkoi.", "1")])
        >>> from luksia_nlp.names.spans import name_spans
        >>> without_common(asiakirja, name_spans(asiakirja))
        []
    """
    places = set(openers(document))
    doubtful = [
        span.last - span.first == 1
        and span.first in places
        and not (span.body or span.called)
        and _is_common_opener(document, span)
        for span in spans
    ]
    forms = [possible_forms(document, span) for span in spans]
    # A name of which the article has another form is one, or a longer name that holds it: Antti Rinne.
    named = {form for found, doubt in zip(forms, doubtful, strict=True) if not doubt for form in found}
    return [
        span for span, found, doubt in zip(spans, forms, doubtful, strict=True) if not doubt or found & named
    ]


def openers(document: Document) -> list[int]:
    """The place of the first word of each sentence, after dashes and quotation marks, and of each quotation.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.records import Article
        >>> [asiakirja] = ScriptedEngine().documents([Article("Satoi. Tuuli.", "1")])
        >>> openers(asiakirja)
        [0, 2]
    """
    quotes = packaged.toml("person_names.toml")["quotes"]
    quoted = {place for place, token in enumerate(document.tokens[:-1], 1) if token.text in quotes}
    return sorted(sentence_openers(document) | quoted)


def _is_common_opener(document: Document, span: Span) -> bool:
    token = document.tokens[span.first]
    if span.score is None or token.text.isupper() or not token.text[:1].isupper():
        return False
    known = known_readings(token.text)
    common = [r for r in known if r.part_of_speech in _COMMON and r.lemma[:1].islower()]
    if not common or is_given_name(token.text):
        return False
    if span.kind == "place":
        return span.score < _SURE_PLACE and _is_nominative(common) and not _is_country(token.text)
    if span.kind != "person":
        return False
    names = {reading.lemma.casefold() for reading in known if reading.part_of_speech == "proper"}
    roles = {reading.lemma for reading in common if _is_role(reading.lemma)}
    if roles - names or not (names or _is_nominative(common)):
        return True  # Paavin; Raadin, which the analyser knows as nobody's name
    unsure = span.score < _SURE_PERSON
    nominative = _is_nominative(common) and not _is_persons(document, span.first)
    return unsure and (bool(roles) or nominative or _is_plural(token, common))


def _is_role(lemma: str) -> bool:
    """Whether a noun says what people are (paavi, kuopiolainen)."""
    return names_people(lemma) or lemma.endswith(tuple(packaged.toml("person_names.toml")["inhabitants"]))


def _is_nominative(common: Sequence[Reading]) -> bool:
    return any((reading.case, reading.number) == ("nom", "sg") for reading in common)


def _is_plural(token: Token, common: Sequence[Reading]) -> bool:
    return token.feats.get("Number") == "Plur" and any(reading.number == "pl" for reading in common)


def _is_persons(document: Document, place: int) -> bool:
    """Whether what follows a word is a person's doing, or the word stands before what was said or an age."""
    tokens = document.tokens
    after = tokens[place + 1].text if place + 1 < len(tokens) else ""
    if after in (":", ",", "–", "-", "/", "("):
        return True
    verbs = packaged.toml("person_names.toml")["person_verbs"]
    sentence = sentence_at(document, place)
    end = place if sentence is None else sentence.last_token
    return any(
        token.lemma in verbs or (token.upos == "NOUN" and names_people(token.lemma))  # valittiin johtajaksi
        for token in tokens[place + 1 : min(end, place + 1 + _VERB_WITHIN)]
    )
