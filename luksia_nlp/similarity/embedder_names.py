"""Names for the embedders that come with the library; any other is a model of sentence-transformers."""

E5, WORD_VECTORS, NONE = "e5", "word-vectors", "none"
