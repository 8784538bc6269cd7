"""What must hold of resolution for any mentions, of few names so that they collide."""

from __future__ import annotations

import random
from dataclasses import replace

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
        "puolustusliitto Nato", "Puolustusliitto Nato", "Nato", "Pohjois-Atlantin liitto", "ravintola Nato",
        "Perussuomalainen", "Perussuomalaiset", "Keskusjärjestö SAK",
    ],
    "place": ["Lohja", "Vihti", "Länsi-Uusimaa", "Esbo", "Espoo", "USA", "Yhdysvallat", "Kongo", "Ilola"],
    "other": ["Taitaja"],
}  # fmt: skip
_KINDS_AND_NAMES = [(kind, name) for kind, names in _NAMES.items() for name in names]

# What a text says beside a name: an organisation's long form, a place's municipality.
_SAID = [("Pohjois-Atlantin liitto", "Vantaa"), ("Suomen Ammattiliittojen Keskusjärjestö", "Porvoo")]


@st.composite
def collections(draw: st.DrawFn) -> list[Mention]:
    said = st.sampled_from([*_SAID, *[(None, None)] * 4])
    one = st.tuples(st.integers(0, 3), st.sampled_from(_KINDS_AND_NAMES), said)
    chosen = draw(st.lists(one, max_size=25))
    found = []
    for place, (article, (kind, name), (full_name, municipality)) in enumerate(chosen):
        mention = Mention(
            str(article), 0, place * 50, place * 50 + len(name), name, "X", kind, name, None, "lexicon"
        )
        if kind == "organisation":
            mention = replace(mention, full_name=full_name)
        found.append(replace(mention, municipality=municipality) if kind == "place" else mention)
    return found


def _places(entities: list[Entity]) -> list[tuple[str, int]]:
    return sorted((mention.article_id, mention.start) for entity in entities for mention in entity.mentions)


@settings(max_examples=150, deadline=None)
@given(collections(), st.integers())
def test_the_order_of_mentions_changes_nothing(mentions: list[Mention], seed: int) -> None:
    shuffled = mentions[:]
    random.Random(seed).shuffle(shuffled)
    assert resolve(shuffled) == resolve(mentions)


@settings(max_examples=150, deadline=None)
@given(collections())
def test_every_mention_belongs_to_exactly_one_entity(mentions: list[Mention]) -> None:
    entities = resolve(mentions)
    assert _places(entities) == sorted((mention.article_id, mention.start) for mention in mentions)
    assert len({entity.entity_id for entity in entities}) == len(entities)
    assert all(len(e.mentions) == len(e.joined_by) == len(e.joined_in) for e in entities)
    assert all(mention.kind == entity.kind for entity in entities for mention in entity.mentions)


@settings(max_examples=150, deadline=None)
@given(collections())
def test_an_entity_is_called_by_a_name_of_its_own_or_of_its_place(mentions: list[Mention]) -> None:
    for entity in resolve(mentions):
        names = {mention.base_form for mention in entity.mentions}
        assert entity.name in names or entity.name in ("Espoo", "Perussuomalaiset")


@settings(max_examples=150, deadline=None)
@given(collections())
def test_people_of_two_full_names_are_never_one(mentions: list[Mention]) -> None:
    for entity in resolve(mentions):
        full = {
            m.base_form
            for m in entity.mentions
            if m.kind == "person" and m.base_form.istitle() and " " in m.base_form
        }
        assert len(full) <= 1
