"""From what people have to a stream of articles and of their documents; a failure stays in its place.

`sources` takes texts, frames and mappings, and `files` what lies in files: `kinds` says what reads which,
texts (`text_files`), tables, a row at a time (`rows`, `delimited`, `parquet`, `workbooks`, all by `lines` and
`columns`), web pages (`pages`, with `page_facts` and `page_parts`), documents (`word`, `open_document`),
feeds (`feeds`), archives of news (`yle`, `newsml`) and of the web (`warc`), packed or not (`packed`, `zips`,
`tars`). `fields`, `dates`, `encodings` and `trees` read one article, `duplicates` says which repeats which;
`documents` lets an engine read the stream, `progress` shows how far it is.

A source that cannot be read as a whole raises `SourceError`. One broken article within it becomes a
`Failure` in the stream, in its place, and the stream goes on. What was odd in reading an article stands in
its `notes`; nothing is lost in silence.
"""
