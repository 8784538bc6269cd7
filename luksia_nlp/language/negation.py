"""Whether a word is denied in its sentence: *koulutus ei ole vetovoimaista*, *ilman vaikuttavuutta*."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from luksia_nlp.records import Token

# Relations of Universal Dependencies over which a denial reaches down from the verb. A subject in the
# nominative is not denied (*vetovoima ei synny itsestään*), one in the partitive is (*vetovoimaa ei ole*),
# unless the sentence goes on to say what it is (*ei vetovoimaa julisteilla synny vaan sillä, että ...*).
_REACHED = frozenset(["obj", "obl", "xcomp", "amod", "nmod", "compound", "conj", "appos", "advmod", "nummod"])
_SUBJECTS = frozenset(["nsubj", "nsubj:cop"])
# *Ei vain vetovoima vaan myös ...* affirms.
_ONLY = frozenset(["vain", "ainoastaan", "pelkästään", "yksin", "yksinomaan"])
_BUT = frozenset(["vaan", "mutta"])
_WITHOUT = frozenset(["ilman", "vailla", "vaille"])
# *Kaikkea muuta kuin ratkaisukeskeinen*
_ANYTHING_BUT = ("kaikki", "muu", "kuin")
# The adessive before a negated *olla* is who has, not what is had: *vetovoimalla ei ole rajaa*.
_HOLDER = "Ade"
_MOST_STEPS = 6


def is_negated(tokens: Sequence[Token], place: int, children: Mapping[int, Sequence[int]]) -> bool:
    """Whether a token of a document is denied.

    Args:
        tokens: The document's tokens.
        place: The token, by its place among them.
        children: For each token, the tokens that hang on it.

    Example:
        >>> from luksia_nlp.records import Token
        >>> sanat = "ilman vetovoimaa".split()
        >>> ilman = Token(0, 5, "ilman", "ilman", "", "ADP", {}, 1, "case")
        >>> vetovoimaa = Token(6, 16, "vetovoimaa", "vetovoima", "", "NOUN", {"Case": "Par"}, 1, "root")
        >>> is_negated([ilman, vetovoimaa], 1, {1: [0]})
        True
    """
    token = tokens[place]
    if token.feats.get("Case") == "Abe":
        return True
    before = tokens[max(place - len(_ANYTHING_BUT), 0) : place]
    if tuple(token.lemma.casefold() for token in before) == _ANYTHING_BUT:
        return True
    if any(tokens[child].lemma.casefold() in _WITHOUT for child in children.get(place, ())):
        return True
    for _ in range(_MOST_STEPS):
        below = [tokens[child] for child in children.get(place, ())]
        if any(child.deprel == "cc" and child.lemma.casefold() in _BUT for child in below):
            return False
        if any(map(_denies, below)):
            return not any(child.lemma.casefold() in _ONLY for child in below)
        token = tokens[place]
        if token.head == place or not _reaches(token):
            return False
        if token.deprel in _SUBJECTS and _goes_on(tokens, place, children):
            return False
        place = token.head
    return False


def _denies(token: Token) -> bool:
    if "Ko" in token.feats.get("Clitic", ""):  # a question affirms: eikö koulutus ole vetovoimaista?
        return False
    return token.feats.get("Polarity") == "Neg" and token.deprel.startswith("aux")


def _goes_on(tokens: Sequence[Token], place: int, children: Mapping[int, Sequence[int]]) -> bool:
    later = (child for below in children.values() for child in below if child > place)
    return any(tokens[child].lemma.casefold() == "vaan" for child in later)


def _reaches(token: Token) -> bool:
    relation, case = token.deprel, token.feats.get("Case")
    if relation in _SUBJECTS:
        return case == "Par"
    return relation.partition(":")[0] in _REACHED and not (relation == "obl" and case == _HOLDER)
