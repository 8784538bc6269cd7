"""What a name is called: its base form, from one word or many, inflected or not.

The evidence, in order, and the rule that it leaves with the mention:

1. the words of the name in their sentence: `lexicon`, `guesser`, `name-ending`, `foreign-name`, `vowel-name`,
   `s-name`, `colon`, `capitals`, `plural` or `form`, by what gave the last word's base form
   (`base_form_of_name`);
2. the same name elsewhere in the article, and later in the other articles: `seen-elsewhere` (`settled`);
3. what stands around it: `shared-head` (*Oulun ja Lapin yliopistot*), `suspended-hyphen` (*Itä- ja
   Länsi-Uusimaa*; both in `shared_words`), `family`, `street`, `register-order`, `shared-surname` (in the
   modules of `people`);
4. what it is: a well-known body is called as it is known (`well-known`), a party by its letters as the party
   (`party`), an organisation's short name is called as in the long one (`organisation-of-article`, in
   `kinds`), a surname alone as in the full name (`full-name`, when entities are made).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from functools import lru_cache

from luksia_nlp.language.base_forms import readings_in_sentence
from luksia_nlp.language.degrees import in_degree
from luksia_nlp.language.known_names import is_known_name
from luksia_nlp.language.morphology import KEPT_WORDS, Reading, knowledge, known_readings, readings
from luksia_nlp.language.plurals import nominative_plural, singulars_of
from luksia_nlp.language.unknown_names import is_name_part
from luksia_nlp.names.cases import is_nominative, with_case_of_sentence
from luksia_nlp.names.organisations import is_legal_form, without_legal_form
from luksia_nlp.records import Mention, Token

# Words before the last one that inflect with it when they agree in case and number (Punaisen Ristin).
_AGREEING = frozenset({"ADJ", "DET", "NUM"})
_APOSTROPHES = frozenset("’'")
_PARTED = ("’", "n")  # what an ending after an apostrophe is parted into
# What a form that stands as it is rests on where other forms elsewhere change it no more.
_SETTLED = frozenset({"lexicon", "seen-elsewhere", "organisation-of-article"})
# What a name is called by more than its own words; other forms of these say nothing of it.
_CALLED = frozenset(
    [
        "shared-head", "suspended-hyphen", "well-known", "party", "place-case",
        "family", "register-order", "shared-surname", "street",
    ]
)  # fmt: skip
# A word in capitals of up to so many letters is an abbreviation (SAK, YLE, STTK, AMKE); a longer one is a
# headline's. Set by hand: bodies in Finnish news have two to four letters, some five. `organisations` takes
# six for one, but only where the name of a body in the article has these initials.
LONGEST_ABBREVIATION = 5


def base_form_of_name(
    tokens: Sequence[Token], is_person: bool = False, document: Sequence[Token] = ()
) -> tuple[str, str]:
    """The base form of a name in its sentence.

    A Finnish name inflects in its last word; words before it stay as they are (*Helsingin Sanomille*),
    except adjectives that agree with it (*Punaiselle Ristille*). Plural names stay plural. A person's name in
    the order of a register (*Virtanen, Maija*) is turned round.

    Args:
        tokens: The name's tokens, one at least.
        is_person: Whether it is a person's.
        document: All tokens of the document, where they are at hand: a surname that only looks inflected
            (*Kofi Annan sai*) is told from one that is by what the name is in its sentence.

    Returns:
        The base form, and the rule that gave its last word: `lexicon`, `guesser`, `name-ending`,
        `foreign-name`, `vowel-name`, `s-name`, `colon`, `capitals`, `plural` or `form`.

    Example:
        >>> from luksia_nlp.records import Token
        >>> piirteet = {"Case": "Ade", "Number": "Sing"}
        >>> sana = Token(0, 8, "Lohjalla", "Lohja", "lexicon", "PROPN", piirteet, 0, "obl")
        >>> base_form_of_name([sana])
        ('Lohja', 'lexicon')
    """
    tokens = _without_parted_ending(tokens)
    *before, last = tokens
    gaps = [" " * token.space_after for token in tokens[:-1]]
    start = "".join(token.text + gap for token, gap in zip(before, gaps, strict=True))
    last = with_case_of_sentence(tokens, document)
    form, rule = _base_form(last, start, is_person)
    if is_person and before and is_nominative(tokens, document):
        form, rule = _cased(last.text, last.text), "form"
    pieces = [_agreeing_form(token, last, plural=rule == "plural") for token in before] + [form]
    name = "".join(piece + gap for piece, gap in zip(pieces, [*gaps, ""], strict=True))
    if is_person and name.count(", ") == 1:
        name = " ".join(reversed(name.split(", ")))
    return name, rule


def _without_parted_ending(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens without an ending that was parted off with its apostrophe: *Dubois*, *’*, *n*."""
    if len(tokens) <= len(_PARTED) or tokens[-2].text not in _APOSTROPHES or not tokens[-1].text.islower():
        return tokens
    name, mark, ending = tokens[-3:]
    return tokens[: -len(_PARTED)] if name.end == mark.start and mark.end == ending.start else tokens


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
    forms = SeenForms()
    forms.add(found)
    forms.settle()
    return [forms.settled(mention) for mention in found]


class SeenForms:
    """The forms of all names, as they stand in any number of articles, and what they say of base forms.

    First `add` the mentions of all articles; it keeps words, no mentions. After `settle` each mention can be
    `settled`.
    """

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._guesses: set[str] = set()
        self._plurals: Mapping[str, Set[str]] = {}
        self._forms: dict[str, tuple[str, ...]] = {}  # of a few words: a set takes four times the room
        self._best = lru_cache(maxsize=KEPT_WORDS)(self._best_form)

    def add(self, mentions: Iterable[Mention]) -> None:
        """Take in the names of some mentions."""
        for mention in mentions:
            self._seen.update(_last_words(mention))
            self._guesses.add(mention.base_form.split()[-1])

    def settle(self) -> None:
        """See which words can be forms of what stands somewhere, or of what a word alone suggested."""
        self._plurals = _plurals(self._seen)
        for word in self._seen:
            small = word.casefold()  # SANOMILLE says no more than Sanomille
            for form in _possible_base_forms(word, self._plurals):
                words = self._forms.get(form, ())
                if small not in words and (form in self._seen or form in self._guesses):
                    self._forms[form] = (*words, small)

    def settled(self, mention: Mention) -> Mention:
        """A mention of those that were added, with the base form that all of them speak for."""
        name = mention.base_form
        best = self._best(name, mention.surface.split()[-1], mention.base_form_rule)
        return mention if best is None else replace(mention, base_form=best, base_form_rule="seen-elsewhere")

    def _best_form(self, name: str, surface: str, rule: str) -> str | None:
        """The base form that takes the place of another one, if any does."""
        *before, guess = name.split()
        if rule in _CALLED or (surface == guess and rule in _SETTLED):
            return None

        def evidence(form: str) -> tuple[int, bool]:
            words = self._forms.get(form, ())
            return len(words) - (surface.casefold() in words), form in self._seen

        possible = sorted(_possible_base_forms(surface, self._plurals) & self._seen)
        best = max(possible, key=evidence, default=guess)
        if evidence(best) <= evidence(guess) or evidence(best)[0] == 0 or _stands_firm(name, guess, best):
            return None
        return " ".join([*before, best])


def _last_words(mention: Mention) -> list[str]:
    """A name's last word as it stands, and the last one before a legal form (*Ravintola Järvitupa Oy*)."""
    words = mention.base_form.split()
    size = len(without_legal_form(mention.base_form))
    return [mention.surface.split()[-1], *(words[size - 1 : size] if 0 < size < len(words) else ())]


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


def _stands_firm(name: str, guess: str, best: str) -> bool:
    """Whether a base form is too good for what stands elsewhere: a known place, or the plural of that.

    One *Turkka* in an archive says nothing of *Turkissa*, one *perussuomalainen* nothing of a party.
    """
    if is_known_name(name) and not is_known_name(best):
        return True
    return best.casefold() in singulars_of(guess)


def _agreeing_form(token: Token, last: Token, *, plural: bool) -> str:
    """A word before the last one: in its base form where it inflects with it, plural beside a plural name."""
    case = token.feats.get("Case")
    agrees = all(token.feats.get(name) == last.feats.get(name) for name in ("Case", "Number"))
    if not agrees or case in (None, "Nom") or not _can_agree(token):
        return _cased(token.text, token.text)
    upos = token.upos if token.upos in _AGREEING else "ADJ"
    reading = readings_in_sentence(token.text, upos, token.feats)[0][1]
    if form := in_degree(token.text, reading.degree, plural=plural):
        return _cased(form, token.text)
    lemma = token.lemma if token.upos in _AGREEING else reading.lemma
    return _cased((nominative_plural(lemma) if plural else None) or lemma, token.text)


def _can_agree(token: Token) -> bool:
    """Whether a word can be an adjective: by its tag, as a participle, or as an adjective of the lexicon."""
    if token.upos in _AGREEING:
        return True
    known = known_readings(token.text)
    adjective = any(reading.part_of_speech in ("adjective", "participle") for reading in known)
    return adjective and not any(reading.part_of_speech in ("proper", "noun") for reading in known)


def _base_form(token: Token, start: str, is_person: bool) -> tuple[str, str]:
    """The base form of a name's last word, after the words that it starts with, and its rule."""
    if is_legal_form(token.text.removesuffix(".")):
        return token.text.removesuffix("."), "form"
    upos = "NOUN" if token.upos == "NOUN" and not token.text[:1].isupper() else "PROPN"
    costed = readings_in_sentence(token.text, upos, token.feats)
    if start:
        costed = tuple(sorted(costed, key=lambda pair: _cost_in_longer_name(pair, token, start, is_person)))
    ranked = [reading for _, reading in costed]
    known = (reading for reading in ranked if start and is_known_name(start + reading.lemma))
    reading = next(known, ranked[0])
    form = knowledge()["standard_names"].get(reading.lemma, reading.lemma)
    if _is_plural(reading, ranked) and (plural := nominative_plural(form)):
        return _cased(plural, token.text), "plural"
    return _cased(form, token.text), reading.rule


def _cost_in_longer_name(pair: tuple[float, Reading], token: Token, start: str, is_person: bool) -> float:
    """A last word's cost without what tells only of a word alone: that it is doubtful, or a place's name."""
    cost, reading = pair
    penalties: Mapping[str, float] = knowledge()["penalties"]
    doubtful = knowledge()["doubtful_names"]
    if reading.lemma in doubtful["alone"]:
        cost -= doubtful["weight"]
    if is_person:
        cost += penalties["known_name"] * is_known_name(reading.lemma)
        return cost - penalties["surname"] * is_name_part(reading.lemma)
    foreign = reading.rule == "lexicon" and reading.part_of_speech == "noun" and not reading.clitics
    named = token.text[:1].isupper() and reading.lemma[:1].isupper()
    after_genitive = start.rstrip().endswith("n")  # Euroopan Unionin is Finnish
    return cost - penalties["foreign_word"] * (foreign and named and not after_genitive)


def _is_plural(reading: Reading, ranked: Iterable[Reading]) -> bool:
    """Whether a word of the lexicon can only be in the plural (*Sanomille*, unlike *Iihin*)."""
    if reading.rule != "lexicon" or reading.number != "pl" or reading.case == "ins":
        return False
    same = [other for other in ranked if (other.lemma, other.case) == (reading.lemma, reading.case)]
    return not is_known_name(reading.lemma) and not any(other.number == "sg" for other in same)


def _cased(form: str, surface: str) -> str:
    """A base form with the capitals of the word it came from; a headline's capitals are taken off."""
    if surface.isupper() and form.casefold() == surface.casefold():
        if len(surface) > LONGEST_ABBREVIATION and not _is_roman(surface):
            return form.capitalize() if form.isupper() else form
        return form if is_known_name(form) and not _is_roman(surface) else surface
    if surface[:1].isupper() and form[:1].islower():
        return form[:1].upper() + form[1:]
    return form


def _is_roman(word: str) -> bool:
    """Whether a word in capitals is a number: *Margareeta II*."""
    return not word.strip("IVX")
