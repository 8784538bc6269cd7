"""People who share the surname after the last of them: *Mikko ja Saku Lehtonen*."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from luksia_nlp.names.person_names import is_given_name, looks_like_surname
from luksia_nlp.records import Document, Mention
from luksia_nlp.resources import packaged

SHARED_SURNAME = "shared-surname"


def with_shared_surnames(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, given names called in full where the surname stands after the last of a family.

    A given name in its base form shares the surname of the full name that *ja* joins it with. Not so
    where another full name of the article has it: *Matti* is Matti Virtanen then.

    Args:
        document: The document.
        mentions: Its mentions, in the order of the text.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.records import Article
        >>> nimet = {"Mikko": "PERSON", "Saku Lehtonen": "PERSON"}
        >>> [asiakirja] = ScriptedEngine(names=nimet).documents([Article("Mikko ja Saku Lehtonen", "1")])
        >>> from luksia_nlp.names.mentions import find_mentions
        >>> [maininta.base_form for maininta in find_mentions(asiakirja)]
        ['Mikko Lehtonen', 'Saku Lehtonen']
    """
    found = list(mentions)
    starts = [token.start for token in document.tokens]
    joining = packaged.toml("person_names.toml")["joining"]
    full = [
        mention.base_form for mention in mentions if mention.kind == "person" and " " in mention.base_form
    ]
    for number, last in enumerate(found):
        words = last.base_form.split()
        if last.kind != "person" or len(words) < 2 or not is_given_name(words[0]):
            continue
        others = {name.split()[0] for name in full if name != last.base_form}
        surname = _surname(words)
        at, joined = number - 1, False
        inflected = last.text.split()[-1] != words[-1]
        while at >= 0 and _is_given(found[at], others, inflected) and surname:
            between = _between(document, starts, found[at], found[at + 1])
            if len(between) != 1 or between[0] not in ([","] if joined else joining):
                break
            name = f"{found[at].base_form} {surname}"
            found[at] = replace(found[at], base_form=name, base_form_rule=SHARED_SURNAME)
            at, joined = at - 1, True
    return found


def _surname(words: Sequence[str]) -> str:
    """A full name without its given names: Virtanen, af Hällström."""
    size = next((n for n, word in enumerate(words) if not is_given_name(word)), len(words) - 1)
    return " ".join(words[size:])


def _is_given(mention: Mention, others: set[str], inflected: bool) -> bool:
    """Whether a mention is a given name in its base form, that no other person of the article has.

    Beside a surname that is inflected its own form tells: *Gunn-Britt ja Peter Sahlstenilla*, but *Madonnalla
    ja Peter Sahlstenilla*. Else the name has to be a known one.
    """
    name = mention.surface
    uninflected = inflected and name == mention.base_form and " " not in name and not looks_like_surname(name)
    return mention.kind == "person" and name not in others and (is_given_name(name) or uninflected)


def _between(document: Document, starts: Sequence[int], before: Mention, after: Mention) -> list[str]:
    """The words between two mentions."""
    first, last = bisect_left(starts, before.end), bisect_left(starts, after.start)
    return [token.text for token in document.tokens[first:last]]
