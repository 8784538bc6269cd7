"""Four articles in which people are quoted, as an analysis by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd

from luksia_nlp import Analysis
from luksia_nlp.tables.frames import table_of
from luksia_nlp.tables.schemas import SCHEMAS

_SENTENCES = {
    "1": [
        "– Alan vetovoima, rehtori Maija Virtanen sanoo, kasvaa taas.",
        "Hänen mukaansa hakijoita on paljon.",
        "Opiskelijat kertovat viihtyvänsä.",
    ],
    "2": [
        "Luksia tiedottaa: uusi koulu avataan nyt.",
        "– Vetovoima katosi! Aino Salo huusi.",
        "– Kuka tietää?",
    ],
    "3": ["Maija Virtanen sanoi, ettei muuta tapahtunut."],
    "4": ["Lohjalla satoi."],
}
TEXTS = {article: " ".join(sentences) for article, sentences in _SENTENCES.items()}
_DATES = {"1": "2023-06-01T08:00", "2": "2023-05-04", "4": "2022-12-31"}
_MAIJA = ("person-maija-virtanen", "Maija Virtanen")
_AINO = ("person-aino-salo", "Aino Salo")
_LUKSIA = ("organisation-luksia", "Luksia")
_NAMES = [("1", *_MAIJA), ("2", *_LUKSIA), ("2", *_AINO), ("3", *_MAIJA), ("4", "place-lohja", "Lohja")]
# Article, kind, words, the number of the quote that they carry on, cue, speaker, speaker's words, rule.
_QUOTES: list[tuple[Any, ...]] = [
    ("1", "direct", "Alan vetovoima", None, "sanoo", _MAIJA, "Maija Virtanen", "subject"),
    ("1", "direct", "kasvaa taas", 0, None, _MAIJA, None, "continues"),
    ("1", "indirect", "hakijoita on paljon", None, "mukaansa", _MAIJA, "Hänen", "pronoun"),
    ("1", "indirect", "viihtyvänsä", None, "kertovat", None, "Opiskelijat", "subject"),
    ("2", "indirect", "uusi koulu avataan nyt", None, "tiedottaa", _LUKSIA, "Luksia", "subject"),
    ("2", "direct", "Vetovoima katosi", None, "huusi", _AINO, "Aino Salo", "subject"),
    ("2", "direct", "Kuka tietää", None, None, None, None, "none"),
    ("3", "indirect", "ettei muuta tapahtunut", None, "sanoi", _MAIJA, "Maija Virtanen", "subject"),
]
# Article, theme, words, evidence, why it does not count.
_THEMES = [
    ("1", "vetovoima", "vetovoima", "term", None),
    ("1", "kasvu", "vetovoima, rehtori Maija Virtanen sanoo, kasvaa", "pattern", None),
    ("1", "johto", "rehtori", "term", None),
    ("1", "apu", "vetovoima, rehtori", "pattern", None),
    ("1", "apu", "Hänen mukaansa hakijoita on paljon.", "similarity", None),
    ("1", "apu", "Opiskelijat kertovat viihtyvänsä.", "similarity", None),
    ("2", "vetovoima", "Vetovoima", "term", "negated"),
    ("2", "kasvu", "uusi", "term", None),
]


def interviews() -> Analysis:
    """The analysis: what Maija Virtanen, Aino Salo, Luksia, students and nobody say."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in SCHEMAS}
    for article, text in TEXTS.items():
        published = pd.Timestamp(_DATES[article]) if article in _DATES else None
        counts = {"n_sentences": len(_SENTENCES[article]), "n_tokens": 1, "n_characters": len(text)}
        rows["articles"].append({"article_id": article, "published": published, "full_text": text, **counts})
        for number, sentence in enumerate(_SENTENCES[article]):
            rows["sentences"].append({**_span(article, sentence), "sentence_id": number, "base_forms": ""})
        for theme in ("vetovoima", "kasvu", "johto", "apu"):
            nothing = {"n_hits": 0, "n_by_similarity": 0, "score": 0.0, "present": False}
            rows["article_themes"].append({"article_id": article, "theme": theme, **nothing})
    for article, theme, words, evidence, why in _THEMES:
        found = {"theme": theme, "lemma": "", "evidence": evidence, "matched": "", "score": 0.9}
        rows["themes"].append({**_span(article, words), **found, "not_counted": why})
    for article, entity_id, name in _NAMES:
        rows["mentions"].append(_mention(article, entity_id, name))
    for article, kind, *rest in _QUOTES:
        number = sum(row["article_id"] == article for row in rows["quotes"])
        rows["quotes"].append(_quote(article, number, kind, *rest))
    named: dict[str, Any] = {"n_mentions": 1, "n_articles": 1, "n_credits": 0, "aliases": ""}
    people: list[dict[str, Any]] = [
        {"role": "rehtori", "organisation": "Luksia", "organisation_entity_id": _LUKSIA[0]},
        {"role": None},
    ]
    for (entity_id, name), details in zip([_MAIJA, _AINO], people, strict=True):
        rows["people"].append({"entity_id": entity_id, "name": name, **named, **details})
    rows["organisations"].append({"entity_id": _LUKSIA[0], "name": "Luksia", **named})
    rows["places"].append({"entity_id": "place-lohja", "name": "Lohja", **named})
    return Analysis({name: table_of(schema, rows[name]) for name, schema in SCHEMAS.items()})


def _span(article: str, words: str) -> dict[str, Any]:
    start = TEXTS[article].index(words)
    before = [sentence for sentence in _SENTENCES[article] if TEXTS[article].index(sentence) <= start]
    place = {"article_id": article, "sentence_id": len(before) - 1}
    return {**place, "start": start, "end": start + len(words), "text": words}


def _mention(article: str, entity_id: str, name: str) -> dict[str, Any]:
    kind = entity_id.split("-")[0]
    found = {"label": "X", "kind": kind, "base_form": name, "entity_id": entity_id, "name": name}
    rules = {"base_form_rule": "lexicon", "kind_rule": "label", "position": "body", "joined_by": "name"}
    return {**_span(article, name), **found, **rules, "joined_in": 0, "score": 0.8}


def _quote(article: str, number: int, kind: str, words: str, *further: Any) -> dict[str, Any]:
    continues, cue, speaker, speaker_text, rule = further
    told = None if cue is None else _span(article, cue)
    said_by = None if speaker_text is None else _span(article, speaker_text)
    return {
        **_span(article, words),
        "quote_id": f"{article}:{number}",
        "kind": kind,
        "continues": None if continues is None else f"{article}:{continues}",
        "cue": cue,
        "cue_start": told and told["start"],
        "cue_end": told and told["end"],
        "cue_base_form": cue,
        "speaker_entity_id": speaker and speaker[0],
        "speaker": speaker and speaker[1],
        "speaker_text": speaker_text,
        "speaker_start": said_by and said_by["start"],
        "score": 0.9,
        "rule": rule,
    }
