"""Themes: what they are, where they show in a document, and work on their definitions.

`definitions` reads theme files; `finder` finds themes by their words (`terms`, `patterns`) and by
`similarity`, `scores` says how surely; `checking` (with `weaknesses`), `suggesting` and `teaching` work on a
file with the help of `texts`. `teaching` draws `lessons`; `progress` measures them, `rewriting` writes them.
"""
