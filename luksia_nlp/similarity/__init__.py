"""Text -> vector, so that sentences can be compared. The thing that does it is an embedder."""

from luksia_nlp.similarity.embedders import Embedder, load_embedder

__all__ = ["Embedder", "load_embedder"]
