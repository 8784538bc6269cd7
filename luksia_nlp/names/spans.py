"""Which tokens of a document are names: the engine's spans, trimmed, joined and read.

The engine's labels stay what they are here, but for what the words themselves say: a place with a word after
it that makes it a body's name, two halves of one name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from luksia_nlp.language.morphology import readings
from luksia_nlp.names.appositions import names_people
from luksia_nlp.names.base_forms import base_form_of_name
from luksia_nlp.records import KINDS, Document, Kind, NameSpan
from luksia_nlp.resources import packaged

_PUNCTUATION = frozenset({"PUNCT", "SYM"})
_COMMON = frozenset({"noun", "noun-pl", "adjective", "participle"})
# A common word that opens a sentence, alone, is a name where the recognizer is surer than this. Of such names
# on TurkuONE's development part one of eight less sure ones was right, and most of the surer ones.
_SURE_OPENER = 0.9


def kind_of(label: str) -> Kind | None:
    """The kind of a label; None for a label of times and amounts, `other` for an unknown one.

    Example:
        >>> kind_of("GPE"), kind_of("DATE")
        ('place', None)
    """
    kind = _kinds().get(label, "other")
    return next((known for known in KINDS if known == kind), None)


@cache
def _kinds() -> Mapping[str, str]:
    return {label: kind for kind, labels in packaged.toml("labels.toml").items() for label in labels}


@dataclass(frozen=True, slots=True)
class Span:
    """A name's tokens `first:last`, its base form, and what it and any change of its kind rest on."""

    first: int
    last: int
    label: str
    kind: Kind
    score: float | None
    base_form: str = ""
    rule: str = ""

    def changed(self, label: str, kind: Kind, rule: str) -> Span:
        """The same name as one of another kind."""
        return replace(self, label=label, kind=kind, rule=f"{self.rule}, {rule}")


def knowledge() -> Mapping[str, list[str]]:
    """What `resources/names.toml` knows of names.

    Example:
        >>> "kaupunki" in knowledge()["organisation_heads"]
        True
    """
    return packaged.toml("names.toml")


def name_spans(document: Document) -> list[Span]:
    """The names of a document, in the order of the text, each with its base form.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.records import Article
        >>> moottori = ScriptedEngine(names={"Lohjan": "GPE"})
        >>> [asiakirja] = moottori.documents([Article("Lohjan kaupunki kasvaa.", "1")])
        >>> [(nimi.first, nimi.last, nimi.kind) for nimi in name_spans(asiakirja)]
        [(0, 2, 'organisation')]
    """
    spans = _joined(document, _without_openers(document, _engine_spans(document)))
    return [_read(document, span) for span in spans]


def _engine_spans(document: Document) -> list[Span]:
    """The engine's names that are names of a kind, trimmed, in the order of the text."""
    found = []
    for name in sorted(document.names, key=lambda name: name.first_token):
        kind = kind_of(name.label)
        ends = _trimmed(document, name)
        if kind == "person" and ends is not None:
            ends = _without_title(document, *ends)
        if kind is None or ends is None or (kind == "person" and not _has_capital(document, *ends)):
            continue
        found.append(Span(*ends, name.label, kind, name.score))
    return found


def _without_title(document: Document, first: int, last: int) -> tuple[int, int]:
    """A person's name without what the person is: *Rehtori* Maija Virtanen, *pääministeri* Sanna Marin."""
    while last - first > 1:
        token = document.tokens[first]
        particle = token.text in knowledge()["particles"]
        if particle or not (token.text.islower() or (token.upos == "NOUN" and names_people(token.lemma))):
            break
        first += 1
    return first, last


def _has_capital(document: Document, first: int, last: int) -> bool:
    """Nobody's name is written in small letters alone; what is (*sote-uudistus*) is none."""
    return any(token.text.lower() != token.text for token in document.tokens[first:last])


def _read(document: Document, span: Span) -> Span:
    """The name with its base form, together with the word after it that makes it a body's name, if any."""
    has_head = _has_head(document, span)
    last = span.last + has_head
    base_form, rule = base_form_of_name(document.tokens[span.first : last])
    if span.kind == "person" and base_form.count(", ") == 1:  # as in a register: Virtanen, Maija
        base_form = " ".join(reversed(base_form.split(", ")))
    span = replace(span, last=last, base_form=base_form, rule=rule)
    return span.changed("ORG", "organisation", "organisation-head") if has_head else span


def _has_head(document: Document, span: Span) -> bool:
    if span.kind not in ("place", "organisation") or span.last >= len(document.tokens):
        return False
    place, head = document.tokens[span.last - 1], document.tokens[span.last]
    if not head.text.islower() or head.lemma not in knowledge()["organisation_heads"]:
        return False
    # The analyser, not the tagger, says what can be a genitive: "Inkoon kunta" is tagged as "into Inkoo".
    is_genitive = any(reading.case == "gen" for reading in readings(place.text))
    return is_genitive and head.feats.get("Number") != "Plur"


def is_common_word(word: str) -> bool:
    """Whether a capitalised word is a common one of the lexicon and no name there.

    Example:
        >>> is_common_word("Katsomossa"), is_common_word("Lohjalla")
        (True, False)
    """
    as_name = any(r.rule == "lexicon" and r.part_of_speech.startswith("proper") for r in readings(word))
    lowered = readings(word.lower())
    return not as_name and any(r.rule == "lexicon" and r.part_of_speech in _COMMON for r in lowered)


def _without_openers(document: Document, spans: Sequence[Span]) -> list[Span]:
    """The names without common words that only open a sentence (*Oppilaitos aikoo*, *Hyvä koulu on*)."""
    openers = _openers(document)
    forms = [_forms(document, span) for span in spans]
    named = Counter(form for found in forms for form in found)
    return [
        span
        for span, own in zip(spans, forms, strict=True)
        # A name of which the article has another form is one: Lumiputki ... Lumiputken.
        if not _is_doubtful_opener(document, span, openers) or any(named[form] > 1 for form in own)
    ]


def _forms(document: Document, span: Span) -> set[str]:
    """What the words of a name can be forms of, in small letters."""
    words = [token.text for token in document.tokens[span.first : span.last]]
    lemmas = {reading.lemma.casefold() for word in words for reading in readings(word)}
    return lemmas | {word.casefold() for word in words}


def _is_doubtful_opener(document: Document, span: Span, openers: Container[int]) -> bool:
    token, *later = document.tokens[span.first : span.last]
    if span.first not in openers or span.score is None or span.score >= _SURE_OPENER:
        return False
    common = token.upos in ("NOUN", "ADJ") and not token.text.isupper() and is_common_word(token.text)
    return common and all(word.text.islower() for word in later)


def _openers(document: Document) -> set[int]:
    """The first word of each sentence, after dashes and quotation marks."""
    found: set[int] = set()
    for sentence in document.sentences:
        words = range(sentence.first_token, sentence.last_token)
        found.update(next(([n] for n in words if document.tokens[n].upos not in _PUNCTUATION), ()))
    return found


def _joined(document: Document, spans: Sequence[Span]) -> list[Span]:
    """The names, two halves of one made whole."""
    found: list[Span] = []
    for span in spans:
        if found and found[-1].last == span.first and (label := _label_of_both(document, found[-1], span)):
            found[-1] = replace(found[-1], last=span.last, label=label, kind=kind_of(label) or "other")
        else:
            found.append(span)
    return found


def _label_of_both(document: Document, before: Span, after: Span) -> str | None:
    """The label of two names in a row where they are one, else None."""
    last, first = document.tokens[before.last - 1], document.tokens[after.first]
    if last.text.endswith("."):
        return None
    if before.label == after.label and before.label in ("ORG", "FAC") and last.text.islower():
        # What it is, then its name: Sukellushistorian keskus Casque.
        return before.label if last.feats.get("Case") == "Nom" else None
    single = after.last - after.first == 1 and first.text[:1].isupper() and not first.text.isupper()
    places = before.kind in ("place", "organisation") and after.kind in ("person", "organisation", "place")
    if not single or not places or not is_common_word(first.text):
        return None
    # A town's club, named by a common word: Nokian Nousu, Saariston Savu.
    in_genitive = any(reading.case == "gen" for reading in readings(last.text))
    return "ORG" if in_genitive and before.last - before.first == 1 else None


def _trimmed(document: Document, name: NameSpan) -> tuple[int, int] | None:
    first, last = name.first_token, name.last_token
    while first < last and document.tokens[first].upos in _PUNCTUATION:
        first += 1
    while first < last and document.tokens[last - 1].upos in _PUNCTUATION:
        last -= 1
    return (first, last) if first < last else None
