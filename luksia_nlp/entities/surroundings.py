"""Where the places of a collection lie, by the municipality that texts put them in and their other places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from luksia_nlp.entities.keys import Key
from luksia_nlp.names.place_table import Place
from luksia_nlp.names.places import Located, candidates, locate, parted

# From how many places of one name each article is asked which it means.
_SEVERAL = 2


@dataclass(slots=True)
class _Lying:
    """What is known of where a place lies.

    Args:
        name: What it is called.
        articles: In how many articles it is.
        inside: The municipality that its texts put it in.
        around: The other places of its articles.
        votes: For each place of its name how surely articles mean it, all together: exact sums, which do not
            depend on the order of articles.
    """

    name: str
    articles: int
    inside: str | None
    around: set[str] = field(default_factory=set)
    votes: dict[Place, Fraction] = field(default_factory=dict)


class Surroundings:
    """What a collection says of where its places lie; `add` the places of all articles first."""

    def __init__(self) -> None:
        self._places: dict[Key, _Lying] = {}

    def expect(self, key: Key, name: str, articles: int, inside: str | None) -> None:
        """Say what a place is called, in how many articles it is, and in which municipality, if any."""
        self._places[key] = _Lying(name, articles, inside)

    def add(self, places: Iterable[Key]) -> None:
        """Take in the places of an article."""
        here = [self._places[key] for key in set(places)]
        known = {place.name for place in here if candidates(place.name)}  # others tell nothing
        for place in here:
            others = known - {place.name}
            if _is_asked(place):
                found = locate(place.name, others)
                if found is not None:
                    votes = place.votes.get(found.place, Fraction())
                    place.votes[found.place] = votes + Fraction(found.score)
            elif place.inside is not None or place.name in known or parted(place.name):
                place.around |= others

    def located(self, key: Key) -> Located | None:
        """The place that a key stands for.

        Of several places of its name each article tells by its own places which one it means, and most of
        them decide.
        """
        lying = self._places[key]
        if not _is_asked(lying):
            return locate(lying.name, lying.around, lying.inside)
        votes = lying.votes
        if not votes:
            return None
        place = max(votes, key=lambda place: (votes[place], place.population, place.name))
        return Located(place, float(votes[place]) / lying.articles)


def _is_asked(place: _Lying) -> bool:
    """Whether each article is asked which place of a name it means."""
    return place.inside is None and len(candidates(place.name)) >= _SEVERAL


def municipality(name: str, said: Mapping[str, int], mentions: int) -> str | None:
    """The municipality that texts put a place in; None where fewer than half of its mentions do so.

    A single *Helsingin Lahti* says nothing of Lahti.

    Args:
        name: What the place is called.
        said: In which municipalities it is said to be, and by how many mentions.
        mentions: How many there are of it.

    Example:
        >>> municipality("Hietalahti", {"Helsinki": 2}, 3), municipality("Lahti", {"Helsinki": 1}, 3)
        ('Helsinki', None)
    """
    if not said or (2 * sum(said.values()) < mentions and candidates(name)):
        return None
    return min(said, key=lambda home: (-said[home], home))
