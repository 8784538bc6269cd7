"""Mentions over all articles -> the real-world things that they name: `Mention` -> `Entity`.

`resolution` is the door. Articles are read in several passes, one at a time (`articles`), and no step holds
their mentions. `steps` puts in order whose names are in one article (`people`, `organisations`) and what is
one over all articles (`people_joins`, `organisation_joins`, `places`, `namesakes`). Then come the corrections
of a user (`aliases`), what is counted of each thing (`groups`), and its `details`.
"""

from luksia_nlp.entities.aliases import Alias, load_aliases
from luksia_nlp.entities.articles import ArticleMentions, Passes, without_broken
from luksia_nlp.entities.resolution import EntityFacts, Resolution, Resolved, resolve

__all__ = [
    "Alias",
    "ArticleMentions",
    "EntityFacts",
    "Passes",
    "Resolution",
    "Resolved",
    "load_aliases",
    "resolve",
    "without_broken",
]
