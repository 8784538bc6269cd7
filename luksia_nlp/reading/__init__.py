"""From what people have to a stream of articles and of their documents; a failure stays in its place.

`sources` takes texts, frames and mappings, `files` and `kinds` what lies in files: `text_files` one article
each, `rows`, `delimited`, `parquet` and `workbooks` tables of them, a row at a time (`lines`). `columns`,
`fields`, `dates` and `encodings` read one article; `documents` lets an engine read the stream, `progress`
shows how far it is.

A source that cannot be read as a whole raises `SourceError`. One broken article within it becomes a
`Failure` in the stream, in its place, and the stream goes on. What was odd in reading an article stands in
its `notes`; nothing is lost in silence.
"""
