"""Who said what in one article: `Document` -> `Quote`.

`finding` is the door. `words` is the document as this room reads it, `paragraphs` its paragraphs, `cues` what
`resources/cues.toml` knows, `nouns` which nouns can speak. `subjects` is who speaks in the words of the text
(*rehtori*, *hän*), `clauses` finds reporting clauses (*Salo sanoo*). `direct` finds the words of somebody,
after a dash (`dash_quotes`, `lists`) or between marks (`marks`, `marked_quotes`); `indirect` what is told of
them (`reports`, `told`, `opinions`). Each finds a `quotation`; `people` follows who is spoken of,
`speakers` says which name of the article speaks, and `scores` how surely.
"""
