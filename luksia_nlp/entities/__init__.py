"""Mentions over all articles -> the real-world things that they name: `Mention` -> `Entity`.

`resolution` is the door. `steps` puts in order whose names are in one article (`people`, `organisations`),
what is one over all articles (`people_joins`, `organisation_joins`, `places`, `namesakes`). Then come a user's
corrections (`aliases`), what is counted of each thing (`groups`), and its `details`. Articles are read in
several passes, one at a time (`articles`); no step holds their mentions.
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
