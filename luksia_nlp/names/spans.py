"""Which tokens of a document are a name: the engine's spans, trimmed, joined and made whole.

What a name is called and what it is, is decided after this; a span only carries what its own words say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import replace

from luksia_nlp.language.base_forms import lemma_of
from luksia_nlp.language.morphology import is_common_word, is_genitive, known_readings, readings
from luksia_nlp.names.appositions import names_people
from luksia_nlp.names.common_nouns import is_body, without_common_nouns
from luksia_nlp.names.coordinations import divided, names_spot
from luksia_nlp.names.descriptors import without_descriptors
from luksia_nlp.names.labels import kind_of
from luksia_nlp.names.organisations import is_legal_form
from luksia_nlp.names.person_names import is_title
from luksia_nlp.names.places import HOME, candidates
from luksia_nlp.names.shared_words import with_shared_words
from luksia_nlp.names.span import PUNCTUATION, Span, possible_forms, sentence_openers
from luksia_nlp.names.unfound import with_unfound
from luksia_nlp.names.well_known import is_club
from luksia_nlp.records import Document, NameSpan, Token
from luksia_nlp.resources import packaged

# A common word that opens a sentence, alone, is a name where the recognizer is surer than this. Of such names
# on TurkuONE's development part one of eight less sure ones was right, and most of the surer ones.
_SURE_OPENER = 0.9
# Parts of speech, in the analyser's words, that name no body.
_NO_NOUNS = frozenset(
    [
        "adposition",
        "adverb",
        "conjunction",
        "interjection",
        "numeral",
        "ordinal",
        "pronoun",
        "pronoun-pl",
        "verb",
    ]
)


def name_spans(document: Document) -> list[Span]:
    """The names of a document, in the order of the text.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.records import Article
        >>> moottori = ScriptedEngine(names={"Lohjan": "GPE"})
        >>> [asiakirja] = moottori.documents([Article("Lohjan kaupunki kasvaa.", "1")])
        >>> [(nimi.first, nimi.last, nimi.body) for nimi in name_spans(asiakirja)]
        [(0, 2, 'organisation-head')]
    """
    spans = _joined(document, _without_openers(document, _engine_spans(document)))
    spans = without_descriptors(document, divided(document, spans))
    spans = with_shared_words(document, _with_heads(document, spans))
    return with_unfound(document, without_common_nouns(document, spans))


def _engine_spans(document: Document) -> list[Span]:
    """The engine's names that are names of a kind, trimmed, in the order of the text."""
    found = []
    for name in sorted(document.names, key=lambda name: name.first_token):
        kind = kind_of(name.label)
        ends = _trimmed(document, name)
        if kind == "person" and ends is not None:
            ends = _without_title(document, *ends)
        if kind is None or ends is None or not _has_letter(document, *ends):
            continue
        if kind in ("person", "place") and not _has_capital(document, *ends):
            continue
        if kind == "organisation" and _is_no_noun(document, *ends):
            continue
        found.append(Span(*ends, name.label, kind, name.score))
    return found


def _without_title(document: Document, first: int, last: int) -> tuple[int, int]:
    """A person's name without what the person is: *Rehtori* Maija Virtanen, *pääministeri* Sanna Marin."""
    while last - first > 1:
        token = document.tokens[first]
        particle = token.text in packaged.toml("names.toml")["particles"]
        role = token.upos == "NOUN" and names_people(token.lemma)
        title = role or is_title(token.text) or token.text == "."  # Mr. Bean
        if particle or not (token.text.islower() or title):
            break
        first += 1
    return first, last


def _has_capital(document: Document, first: int, last: int) -> bool:
    """No person's or place's name is written in small letters alone; what is (*sote-uudistus*) is none."""
    return any(token.text.lower() != token.text for token in document.tokens[first:last])


def _is_no_noun(document: Document, first: int, last: int) -> bool:
    """Whether a name is a word in small letters that the lexicon knows, and as no noun: *kolmellesadalle*."""
    word = document.tokens[first].text
    known = known_readings(word) if last - first == 1 and word.islower() else []
    return bool(known) and all(reading.part_of_speech in _NO_NOUNS for reading in known)


def _has_letter(document: Document, first: int, last: int) -> bool:
    """Whether there is more in a name than figures, marks and a case's ending: -7, 103:lla."""
    words = (token.text.partition(":")[0] for token in document.tokens[first:last])
    return any(letter.isalpha() for word in words for letter in word)


def _with_heads(document: Document, spans: Sequence[Span]) -> list[Span]:
    """The names, each with the word after it that makes it a body's, which is no name by itself."""
    found: list[Span] = []
    for span in spans:
        if not found or found[-1].last <= span.first:
            found.append(_with_head(document, _without_seat(document, span)))
    return found


def _with_head(document: Document, span: Span) -> Span:
    """The name together with the word after it that makes it a body's name, if any."""
    return replace(span, last=span.last + 1, body="organisation-head") if _has_head(document, span) else span


def _without_seat(document: Document, span: Span) -> Span:
    """The place alone where something is in its town: Fiskarsissa Raaseporin *kaupungissa*."""
    if (
        span.kind == "organisation"
        and span.last - span.first > 1
        and _is_seat(document.tokens[span.last - 1])
    ):
        return Span(span.first, span.last - 1, "GPE", "place", span.score)
    return span


def _is_seat(token: Token) -> bool:
    in_it = token.text.islower() and token.feats.get("Case") == "Ine"
    return in_it and token.lemma in packaged.toml("names.toml")["seats"]


def _has_head(document: Document, span: Span) -> bool:
    if span.kind not in ("place", "organisation") or span.last >= len(document.tokens):
        return False
    place, head = document.tokens[span.last - 1], document.tokens[span.last]
    if not head.text.islower() or head.lemma not in packaged.toml("names.toml")["organisation_heads"]:
        return False
    # The analyser, not the tagger, says what can be a genitive: "Inkoon kunta" is tagged as "into Inkoo".
    owns = is_genitive(place.text) and head.feats.get("Number") != "Plur" and not _is_seat(head)
    is_town = head.lemma in packaged.toml("names.toml")["town_heads"]
    return owns and not (is_town and _is_abroad(place.text))


def _is_abroad(word: str) -> bool:
    """Whether a word in the genitive is surely a place's outside Finland: Aleppon kaupunki is the town."""
    places = candidates(lemma_of(word, "PROPN", {"Case": "Gen"})[0])
    return bool(places) and all(place.country != HOME for place in places)


def _without_openers(document: Document, spans: Sequence[Span]) -> list[Span]:
    """The names without common words that only open a sentence (*Oppilaitos aikoo*, *Hyvä koulu on*)."""
    openers = sentence_openers(document)
    forms = [possible_forms(document, span) for span in spans]
    named = Counter(form for found in forms for form in found)
    return [
        span
        for span, own in zip(spans, forms, strict=True)
        # A name of which the article has another form is one: Lumiputki ... Lumiputken.
        if not _is_doubtful_opener(document, span, openers) or any(named[form] > 1 for form in own)
    ]


def _is_doubtful_opener(document: Document, span: Span, openers: Container[int]) -> bool:
    token, *later = document.tokens[span.first : span.last]
    if span.first not in openers or span.score is None or span.score >= _SURE_OPENER:
        return False
    if span.kind == "organisation" and not later and is_body(token, sure=False):
        return False
    common = token.upos in ("NOUN", "ADJ") and not token.text.isupper() and is_common_word(token.text)
    return common and all(word.text.islower() for word in later)


def _joined(document: Document, spans: Sequence[Span]) -> list[Span]:
    """The names, two halves of one made whole."""
    found: list[Span] = []
    for span in spans:
        whole = _whole(document, found[-1], span) if found and found[-1].last == span.first else None
        if whole is None:
            found.append(span)
        else:
            found[-1] = whole
    return found


def _whole(document: Document, before: Span, after: Span) -> Span | None:
    """Two names in a row as one, where they are; else None."""
    last, first = document.tokens[before.last - 1], document.tokens[after.first]
    if last.text.endswith("."):
        return None
    same = before.label == after.label or after.kind == "other"
    if same and before.label in ("ORG", "FAC") and last.text.islower() and first.text[:1].isupper():
        # What it is, then its name: Sukellushistorian keskus Casque.
        return replace(before, last=after.last) if last.feats.get("Case") == "Nom" else None
    ends = document.tokens[after.last - 1].text.partition(":")[0]
    if after.kind == "organisation" and is_legal_form(ends) and is_common_word(first.text):
        return replace(after, first=before.first) if _is_genitive(document, before) else None
    single = after.last - after.first == 1 and first.text[:1].isupper() and not first.text.isupper()
    places = before.kind in ("place", "organisation") and after.kind in ("person", "organisation", "place")
    # Savon Voima, Koivuselän Paperi; not Nissan Leaf, whose halves surely are what they are.
    unsure = before.kind == "place" or before.unsure or after.unsure
    places = places or (after.label == "PRODUCT" and unsure)
    if not single or not places or not _may_be_club(first.text):
        return None
    two = before.kind == after.kind == "organisation" and is_body(first, sure=True)
    if two or names_spot(first.text):  # Viestintäviraston Kyberturvallisuuskeskus, Iitin Jääkirkkovuori
        return None
    # A town's club, named by a common word: Nokian Nousu, Saariston Savu.
    if not _is_genitive(document, before):
        return None
    return replace(before, last=after.last, body="club")


def _may_be_club(word: str) -> bool:
    """Whether a word may be a club's: a common one, a known club's, or a plural (Kärppien)."""
    if is_common_word(word) or is_club(word):
        return True
    return any(r.rule == "lexicon" and r.number == "pl" and r.case != "ins" for r in readings(word.lower()))


def _is_genitive(document: Document, span: Span) -> bool:
    """Whether a name is one word in the genitive."""
    word = document.tokens[span.first].text
    return span.last - span.first == 1 and is_genitive(word)


def _trimmed(document: Document, name: NameSpan) -> tuple[int, int] | None:
    first, last = name.first_token, name.last_token
    while first < last and document.tokens[first].upos in PUNCTUATION:
        first += 1
    joining = packaged.toml("names.toml")["joining"]
    while first < last and (
        document.tokens[last - 1].upos in PUNCTUATION or document.tokens[last - 1].text in joining
    ):
        last -= 1
    return (first, last) if first < last else None
