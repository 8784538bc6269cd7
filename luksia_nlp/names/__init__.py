"""The names of one article: `Document` -> `Mention`.

`spans` says which tokens are a name, `people` which of them are people's by their own rules (`families`,
`openers`, `registers`, `named_after`), `base_forms` what it is called, `kinds` and `things` what it is,
`shared_surnames` whose surname it shares, `appositions` what the words beside it say of it; `mentions` puts
them in order. `organisations`, `places` and `person_names` know what the words of a name tell by themselves.
"""
