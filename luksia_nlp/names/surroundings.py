"""What the words beside a place's name say of where it lies: the municipality that it is a part of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from luksia_nlp.names.places import candidates, is_municipality, parted
from luksia_nlp.records import Document, Mention, Token
from luksia_nlp.resources import packaged


def with_municipalities(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, those of places with the municipality that the words beside them put them in.

    It is the one whose genitive stands before the name (*Helsingin Hietalahdessa*), in the name itself or
    before it; the one in the same case before it (*Helsingissä Hietalahdessa*); or for a name with a word for
    a part after it the last one before it in the sentence (*Tampereella Ruskon kaupunginosassa*).

    Args:
        document: The document.
        mentions: Its mentions, in the order of the text.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.names.mentions import find_mentions
        >>> from luksia_nlp.records import Article
        >>> nimet = {"Helsingin": "GPE", "Hietalahdessa": "LOC"}
        >>> piirteet = {"Helsingin": ("PROPN", {"Case": "Gen"}), "Hietalahdessa": ("PROPN", {"Case": "Ine"})}
        >>> moottori = ScriptedEngine(names=nimet, tags=piirteet)
        >>> [asiakirja] = moottori.documents([Article("Satoi Helsingin Hietalahdessa.", "1")])
        >>> [(maininta.base_form, maininta.municipality) for maininta in find_mentions(asiakirja)]
        [('Helsinki', None), ('Hietalahti', 'Helsinki')]
    """
    starts = [token.start for token in document.tokens]
    found: list[Mention] = []
    town: tuple[Mention, Token] | None = None  # the last municipality before, with its last token
    for mention in mentions:
        last = bisect_right(starts, mention.end - 1)
        if mention.kind == "place":
            after = document.tokens[last] if last < len(document.tokens) else None
            home = _home(document, mention, document.tokens[last - 1], after, town)
            mention = replace(mention, municipality=home)
            if home is None and is_municipality(mention.base_form):
                town = mention, document.tokens[last - 1]
        found.append(mention)
    return found


def _home(
    document: Document,
    mention: Mention,
    token: Token,
    after: Token | None,
    town: tuple[Mention, Token] | None,
) -> str | None:
    """The municipality that a place's name or the words beside it put it in, or None."""
    if (parts := parted(mention.base_form)) is not None:
        return parts[0]
    wider = any(
        place.place_type in ("country", "continent", "region") for place in candidates(mention.base_form)
    )
    if town is None or wider or town[0].sentence_id != mention.sentence_id:
        return None
    before, last = town
    case, own = last.feats.get("Case"), token.feats.get("Case")
    beside = document.text[before.end : mention.start].isspace()
    in_parts = after is not None and after.lemma.casefold() in packaged.toml("places.toml")["parts"]
    same = case == own and case in packaged.toml("places.toml")["side_by_side"]
    if (beside and (case == "Gen" or same)) or (in_parts and own == "Gen"):
        return before.base_form if before.base_form != mention.base_form else None
    return None
