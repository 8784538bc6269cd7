"""A text as it is read: what is broken in it mended, marks taken as marks; every offset still the text's own.

`view_of` puts the steps in order: characters (`characters`), HTML and Markdown (`marks`), lines that were
broken at a width (`lines`), headlines in capitals (`capitals`).
"""

from luksia_nlp.views.reading_view import in_one_line, through, view_of
from luksia_nlp.views.text_view import TextView

__all__ = ["TextView", "in_one_line", "through", "view_of"]
