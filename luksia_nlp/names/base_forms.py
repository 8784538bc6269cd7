"""An inflected name, of one word or many, to its base form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from luksia_nlp.language.morphology import base_form, readings
from luksia_nlp.language.plurals import nominative_plural
from luksia_nlp.names.organisations import is_legal_form, without_legal_form
from luksia_nlp.records import Mention, Token

# Words before the last one that inflect with it when they agree in case and number (Punaisen Ristin).
_AGREEING = frozenset({"ADJ", "DET", "NUM"})
# A word in capitals of up to so many letters is an abbreviation (SAK, YLE); a longer one is a headline's.
LONGEST_ABBREVIATION = 5


def base_form_of_name(tokens: Sequence[Token]) -> tuple[str, str]:
    """The base form of a name in its sentence.

    A Finnish name inflects in its last word; words before it stay as they are (*Helsingin Sanomille*),
    except adjectives that agree with it (*Punaiselle Ristille*). Plural names stay plural.

    Args:
        tokens: The name's tokens, one at least.

    Returns:
        The base form, and the rule that gave its last word: `lexicon`, `guesser`, `foreign-name`, `s-name`,
        `colon`, `capitals`, `plural` or `form`.

    Example:
        >>> from luksia_nlp.records import Token
        >>> piirteet = {"Case": "Ade", "Number": "Sing"}
        >>> sana = Token(0, 8, "Lohjalla", "Lohja", "lexicon", "PROPN", piirteet, 0, "obl")
        >>> base_form_of_name([sana])
        ('Lohja', 'lexicon')
    """
    *before, last = tokens
    form, rule = _base_form(last)
    pieces = [_agreeing_form(token, last) for token in before] + [form]
    gaps = [" " * (after.start > token.end) for token, after in pairwise(tokens)]
    return "".join(piece + gap for piece, gap in zip(pieces, [*gaps, ""], strict=True)), rule


def settled(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions, their base forms settled by the other forms of the same names among them.

    *Bergkampin* alone could be of Bergkamp or of Bergkamppi, *Luksia* alone a plural; where *Bergkamp*
    stands as it is elsewhere, and *Luksian* beside *Luksia*, they are Bergkamp's and Luksia's.
    A base form that stands somewhere as it is, and that more of the other forms can be of, takes the place of
    the one that the word alone suggested, and the rule says `seen-elsewhere`.

    Args:
        mentions: Mentions of one article, or of many.

    Example:
        >>> yksi = Mention("1", 0, 0, 8, "Bergkamp", "PER", "person", "Bergkamp", None, "form")
        >>> toinen = Mention("1", 1, 9, 19, "Bergkampin", "PER", "person", "Bergkamppi", None, "guesser")
        >>> [maininta.base_form for maininta in settled([yksi, toinen])]
        ['Bergkamp', 'Bergkamp']
    """
    found = list(mentions)
    seen = {word for mention in found for word in _last_words(mention)}
    forms: dict[str, set[str]] = defaultdict(set)
    for word in seen:
        for form in _possible_base_forms(word, seen):
            forms[form].add(word.casefold())  # SANOMILLE says no more than Sanomille
    return [_settled(mention, seen, forms) for mention in found]


def _last_words(mention: Mention) -> list[str]:
    """A name's last word as it stands, and the last one before a legal form (*Ravintola Järvitupa Oy*)."""
    words = mention.base_form.split()
    size = len(without_legal_form(mention.base_form))
    return [mention.text.split()[-1], *(words[size - 1 : size] if 0 < size < len(words) else ())]


def _possible_base_forms(word: str, seen: Set[str]) -> set[str]:
    """The base forms that a word can have, plural ones where they are seen somewhere."""
    found = set()
    for reading in readings(word):
        form = _cased(reading.lemma, word)
        found.add(form)
        if reading.number == "pl" and form + "t" in seen:
            found.add(form + "t")
    return found


def _settled(mention: Mention, seen: Set[str], forms: Mapping[str, Set[str]]) -> Mention:
    *before, guess = mention.base_form.split()
    *_, surface = mention.text.split()
    if surface == guess and mention.rule.startswith("lexicon"):
        return mention

    def evidence(form: str) -> tuple[int, bool]:
        return len(forms.get(form, set()) - {surface.casefold()}), form in seen

    possible = sorted(_possible_base_forms(surface, seen) & seen)
    best = max(possible, key=evidence, default=guess)
    if evidence(best) <= evidence(guess) or evidence(best)[0] == 0:
        return mention
    return replace(mention, base_form=" ".join([*before, best]), rule=f"{mention.rule}, seen-elsewhere")


def _agreeing_form(token: Token, last: Token) -> str:
    agrees = token.feats.get("Case") == last.feats.get("Case") and token.feats.get(
        "Number"
    ) == last.feats.get("Number")
    if token.upos in _AGREEING and agrees and token.feats.get("Case") not in (None, "Nom"):
        return _cased(token.lemma, token.text)
    return _cased(token.text, token.text)


def _base_form(token: Token) -> tuple[str, str]:
    if is_legal_form(token.text.removesuffix(".")):
        return token.text.removesuffix("."), "form"
    upos = "NOUN" if token.upos == "NOUN" and not token.text[:1].isupper() else "PROPN"
    feats = token.feats
    form, rule = base_form(
        token.text,
        upos,
        feats.get("Case"),
        feats.get("Number"),
        feats.get("Clitic"),
        "Person[psor]" in feats,
    )
    if feats.get("Number") == "Plur" and rule == "lexicon" and (plural := nominative_plural(form)):
        form, rule = plural, "plural"
    return _cased(form, token.text), rule


def _cased(form: str, surface: str) -> str:
    """A base form with the capitals of the word it came from; a headline's capitals are taken off."""
    if surface.isupper() and len(surface) > LONGEST_ABBREVIATION and form.isupper():
        return form.capitalize()
    if surface[:1].isupper() and form[:1].islower():
        return form[:1].upper() + form[1:]
    return form
