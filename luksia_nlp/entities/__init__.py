"""Mentions over all articles -> the real-world things that they name: `Mention` -> `Entity`.

`resolution` puts the steps in order: whose names are in one article (`people`, `organisations`), what is one
over all articles (`keys`, `namesakes`, `organisations`), a user's corrections (`aliases`), and `details`.
"""

from luksia_nlp.entities.aliases import Alias, load_aliases
from luksia_nlp.entities.details import detailed
from luksia_nlp.entities.resolution import resolve, without_broken

__all__ = ["Alias", "detailed", "load_aliases", "resolve", "without_broken"]
