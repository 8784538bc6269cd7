"""Train the recognizer again, from a CoNLL file: `python -m luksia_nlp.training --help`.

Needs the extra `training`. Nothing else in the library imports this package.
"""
