"""Mentions over all articles -> the real-world things that they name: `Mention` -> `Entity`."""

from luksia_nlp.entities.aliases import Alias, load_aliases
from luksia_nlp.entities.resolution import resolve, resolve_all

__all__ = ["Alias", "load_aliases", "resolve", "resolve_all"]
