"""From what people have to a stream of articles: files, folders, frames, mappings, texts.

A source that cannot be read as a whole raises `SourceError`. One broken article within it becomes a
`Failure` in the stream, in its place, and the stream goes on. What was odd in reading an article stands in
its `notes`; nothing is lost in silence.
"""
