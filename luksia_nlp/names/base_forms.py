"""What a name is called: its base form, from one word or many, inflected or not.

The evidence, in order, and the rule that it leaves with the mention:

1. the words of the name in their sentence: `lexicon`, `guesser`, `foreign-name`, `s-name`, `colon`,
   `capitals`, `plural` or `form`, by what gave the last word's base form (`base_form_of_name`);
2. the same name elsewhere in the article, and later in the other articles: `seen-elsewhere` (`settled`);
3. what stands around it: `family`, `street`, `register-order`, `shared-surname` (in the modules of `people`);
4. what it is: an organisation's short name is called as in the long one (`organisation-of-article`, in
   `kinds`), a surname alone as in the full name (`full-name`, when entities are made).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from luksia_nlp.language.base_forms import lemma_of
from luksia_nlp.language.morphology import readings
from luksia_nlp.language.plurals import nominative_plural, singulars_of
from luksia_nlp.names.organisations import is_legal_form, without_legal_form
from luksia_nlp.records import Mention, Token

# Words before the last one that inflect with it when they agree in case and number (Punaisen Ristin).
_AGREEING = frozenset({"ADJ", "DET", "NUM"})
# What a form that stands as it is rests on where other forms elsewhere change it no more.
_SETTLED = frozenset({"lexicon", "seen-elsewhere", "organisation-of-article"})
# What more than the word's own forms says, so that other forms elsewhere change nothing.
_FIXED = frozenset({"family", "register-order", "shared-surname", "street"})
# A word in capitals of up to so many letters is an abbreviation (SAK, YLE, STTK, AMKE); a longer one is a
# headline's. Set by hand: bodies in Finnish news have two to four letters, some five. `organisations` takes
# six for one, but only where the name of a body in the article has these initials.
LONGEST_ABBREVIATION = 5


def base_form_of_name(tokens: Sequence[Token], is_person: bool = False) -> tuple[str, str]:
    """The base form of a name in its sentence.

    A Finnish name inflects in its last word; words before it stay as they are (*Helsingin Sanomille*),
    except adjectives that agree with it (*Punaiselle Ristille*). Plural names stay plural. A person's name in
    the order of a register (*Virtanen, Maija*) is turned round.

    Args:
        tokens: The name's tokens, one at least.
        is_person: Whether it is a person's.

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
    pieces = [_agreeing_form(token, last, plural=rule == "plural") for token in before] + [form]
    gaps = [" " * (after.start > token.end) for token, after in pairwise(tokens)]
    name = "".join(piece + gap for piece, gap in zip(pieces, [*gaps, ""], strict=True))
    if is_person and name.count(", ") == 1:
        name = " ".join(reversed(name.split(", ")))
    return name, rule


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
    plurals = _plurals(seen)
    for word in seen:
        for form in _possible_base_forms(word, plurals):
            forms[form].add(word.casefold())  # SANOMILLE says no more than Sanomille
    return [_settled(mention, seen, forms, plurals) for mention in found]


def _last_words(mention: Mention) -> list[str]:
    """A name's last word as it stands, and the last one before a legal form (*Ravintola Järvitupa Oy*)."""
    words = mention.base_form.split()
    size = len(without_legal_form(mention.base_form))
    return [mention.text.split()[-1], *(words[size - 1 : size] if 0 < size < len(words) else ())]


def _possible_base_forms(word: str, plurals: Mapping[str, Set[str]]) -> set[str]:
    """The base forms that a word can have; a plural one (*Kärppien*: *Kärpät*) where it is seen somewhere."""
    found = set()
    for reading in readings(word):
        found.add(_cased(reading.lemma, word))
        if reading.number == "pl":
            found |= plurals.get(reading.lemma.casefold(), set())
    return found


def _plurals(seen: Iterable[str]) -> dict[str, set[str]]:
    """What is seen in the nominative plural, by what it is the plural of."""
    found: dict[str, set[str]] = defaultdict(set)
    for word in seen:
        for singular in singulars_of(word):
            found[singular].add(word)
    return found


def _settled(
    mention: Mention, seen: Set[str], forms: Mapping[str, Set[str]], plurals: Mapping[str, Set[str]]
) -> Mention:
    *before, guess = mention.base_form.split()
    *_, surface = mention.text.split()
    if mention.base_form_rule in _FIXED or (surface == guess and mention.base_form_rule in _SETTLED):
        return mention

    def evidence(form: str) -> tuple[int, bool]:
        return len(forms.get(form, set()) - {surface.casefold()}), form in seen

    possible = sorted(_possible_base_forms(surface, plurals) & seen)
    best = max(possible, key=evidence, default=guess)
    if evidence(best) <= evidence(guess) or evidence(best)[0] == 0:
        return mention
    return replace(mention, base_form=" ".join([*before, best]), base_form_rule="seen-elsewhere")


def _agreeing_form(token: Token, last: Token, *, plural: bool) -> str:
    """A word before the last one: in its base form where it inflects with it, plural beside a plural name."""
    agrees = all(token.feats.get(name) == last.feats.get(name) for name in ("Case", "Number"))
    if token.upos not in _AGREEING or not agrees or token.feats.get("Case") in (None, "Nom"):
        return _cased(token.text, token.text)
    form = nominative_plural(token.lemma) if plural else None
    return _cased(form or token.lemma, token.text)


def _base_form(token: Token) -> tuple[str, str]:
    if is_legal_form(token.text.removesuffix(".")):
        return token.text.removesuffix("."), "form"
    upos = "NOUN" if token.upos == "NOUN" and not token.text[:1].isupper() else "PROPN"
    form, rule = lemma_of(token.text, upos, token.feats)
    if token.feats.get("Number") == "Plur" and rule == "lexicon" and (plural := nominative_plural(form)):
        form, rule = plural, "plural"
    return _cased(form, token.text), rule


def _cased(form: str, surface: str) -> str:
    """A base form with the capitals of the word it came from; a headline's capitals are taken off."""
    if surface.isupper() and len(surface) > LONGEST_ABBREVIATION and form.isupper():
        return form.capitalize()
    if surface[:1].isupper() and form[:1].islower():
        return form[:1].upper() + form[1:]
    return form
