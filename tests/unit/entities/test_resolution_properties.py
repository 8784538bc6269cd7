"""What must hold of resolution for any mentions, of few names so that they collide."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from luksia_nlp.entities.resolution import resolve
from luksia_nlp.records import Entity, Kind, Mention

_NAMES: dict[Kind, list[str]] = {
    "person": [
        "Aino Virtanen", "Eero Virtanen", "Virtanen", "Aino", "Eero", "af Hällström", "Eva af Hällström",
    ],
    "organisation": [
        "Luksia", "Luksian kuntayhtymä", "ammattiopisto Luksia", "Lumiputki", "Lumiputki Oy", "SAK",
        "Suomen Ammattiliittojen Keskusjärjestö", "Lohjan Jäähait", "Vihdin Jäähait", "Jäähait", "!!!",
    ],
    "place": ["Lohja", "Vihti", "Länsi-Uusimaa"],
    "other": ["Taitaja"],
}  # fmt: skip
_KINDS_AND_NAMES = [(kind, name) for kind, names in _NAMES.items() for name in names]


@st.composite
def _collections(draw: st.DrawFn) -> list[Mention]:
    chosen = draw(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(_KINDS_AND_NAMES)), max_size=25))
    return [
        Mention(str(article), 0, place * 50, place * 50 + len(name), name, "X", kind, name, None, "lexicon")
        for place, (article, (kind, name)) in enumerate(chosen)
    ]


def _places(entities: list[Entity]) -> list[tuple[str, int]]:
    return sorted((mention.article_id, mention.start) for entity in entities for mention in entity.mentions)


@settings(max_examples=150, deadline=None)
@given(_collections(), st.integers())
def test_the_order_of_mentions_changes_nothing(mentions: list[Mention], seed: int) -> None:
    shuffled = mentions[:]
    random.Random(seed).shuffle(shuffled)
    assert resolve(shuffled) == resolve(mentions)


@settings(max_examples=150, deadline=None)
@given(_collections())
def test_every_mention_belongs_to_exactly_one_entity(mentions: list[Mention]) -> None:
    entities = resolve(mentions)
    assert _places(entities) == sorted((mention.article_id, mention.start) for mention in mentions)
    assert len({entity.entity_id for entity in entities}) == len(entities)
    assert all(len(entity.mentions) == len(entity.joined_by) for entity in entities)
    assert all(mention.kind == entity.kind for entity in entities for mention in entity.mentions)


@settings(max_examples=150, deadline=None)
@given(_collections())
def test_people_of_two_full_names_are_never_one(mentions: list[Mention]) -> None:
    for entity in resolve(mentions):
        full = {
            m.base_form
            for m in entity.mentions
            if m.kind == "person" and m.base_form.istitle() and " " in m.base_form
        }
        assert len(full) <= 1
