"""Characters that look like others, or like nothing: as the plain ones that are meant."""

from __future__ import annotations

import html
import re
import unicodedata

from luksia_nlp.views.text_view import TextView

# What Windows, old Macs and other systems end a line with.
_LINE_ENDS = re.compile("\r\n|[\r\u0085\u2028\u000b]")
_PARAGRAPH_ENDS = re.compile("[\u2029\f]")
# An entity as HTML writes it; without the semicolon it may be a name: AT&T, R&D.
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,31});")
# Soft hyphens, zero-width spaces and joiners, marks of direction, marks of byte order. A word that is divided
# at a soft hyphen over a line's end goes on in the next line.
_INVISIBLE = re.compile(
    "\u00ad[^\\S\n]*\n[^\\S\n]*(?=[^\\W\\d_])|[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+"
)
# A letter and the marks that are put on it one by one, as file names and some programs on a Mac have them.
_DECOMPOSED = re.compile("\\w[\u0300-\u036f]+")
# Letters that are set as one: ﬁ, ﬂ.
_LIGATURES = re.compile("[\ufb00-\ufb06]")
# A hyphen, one that no line is broken at, a small and a wide one. Dashes are no hyphens.
_HYPHENS = re.compile("[\u2010\u2011\ufe63\uff0d]")
# Tabs, spaces that no line is broken at, narrow and wide ones; and several spaces in a row.
_SPACES = re.compile("[^\\S\n ]+ *| (?:[^\\S\n ]+ *| +)[^\\S\n]*")


def plain_characters(view: TextView) -> TextView:
    r"""A text with each character written the plain way.

    Lines end with a line feed, letters are composed, hyphens and spaces are the plain ones, one at a time;
    soft hyphens and characters of no width are gone; an HTML entity is what it stands for.

    Example:
        >>> plain_characters(TextView.of("Vi\u00adhti\r\nja\u00a0Loh\u00adja a\u0308ss\u200b&auml;")).text
        'Vihti\nja Lohja ässä'
    """
    view = view.replaced(_LINE_ENDS, "\n").replaced(_PARAGRAPH_ENDS, "\n\n")
    view = view.replaced(_ENTITY, lambda match: html.unescape(match.group()))
    view = view.replaced(_INVISIBLE, "")
    if not view.text.isascii():
        view = view.replaced(_DECOMPOSED, lambda match: unicodedata.normalize("NFC", match.group()))
        view = view.replaced(_LIGATURES, lambda match: unicodedata.normalize("NFKC", match.group()))
        view = view.replaced(_HYPHENS, "-")
    return view.replaced(_SPACES, " ")
