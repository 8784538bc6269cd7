"""The names of one article: `Document` -> `Mention`.

`spans` says which tokens are a name, `base_forms` what it is called, `kinds` what it is, `appositions` what
the words beside it say of it; `mentions` puts them in order. `organisations` and `places` know what the words
of a name tell by themselves.
"""
