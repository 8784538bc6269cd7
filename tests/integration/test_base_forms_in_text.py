"""Inflected names of many kinds and spellings, found and brought to their base forms by the real pipeline."""

from __future__ import annotations

from luksia_nlp import Analyzer

TEXT = (
    "Potilas siirrettiin Länsi-Uudenmaan hyvinvointialueelle. Turvallisuus- ja kemikaalivirastossa "
    "tutkitaan asiaa. Liikenne- ja viestintäministeriön mukaan laki muuttuu. Helsingin Sanomille "
    "kerrottiin tästä. Asiaa kysyttiin KELAssa ja SAK:sta. Anna-Maja Henrikssonin mukaan aika riittää. "
    "Dennis Bergkampin ja Michael Owenin maalit ratkaisivat. Runoilija Ovidiuksen säkeitä luetaan yhä. "
    "Yhdysvalloissa äänestetään. Ruotsissakin satoi, eikä Lohjallakaan paistanut. Recep Tayyip Erdoğanin "
    "ja Volodymyr Zelenskyin tapaaminen peruttiin. Xi Jinpingin puhe kesti tunnin. Mohammed bin "
    "Salmanille annettiin mitali. Kaja Kallaksen ja Märt Põderin kirja ilmestyi. Göran Perssonilla on "
    "tila. Åbo Akademissa opiskellaan."
)
NAMES = [
    "Länsi-Uudenmaan hyvinvointialue", "Turvallisuus- ja kemikaalivirasto",
    "Liikenne- ja viestintäministeriö",
    "Helsingin Sanomat", "KELA", "SAK", "Anna-Maja Henriksson", "Dennis Bergkamp", "Michael Owen", "Ovidius",
    "Yhdysvallat", "Ruotsi", "Lohja", "Recep Tayyip Erdoğan", "Volodymyr Zelenskyi", "Xi Jinping",
    "Mohammed bin Salman", "Kaja Kallas", "Märt Põder", "Göran Persson", "Åbo Akademi",
]  # fmt: skip


def test_base_forms_in_running_text(analyzer: Analyzer) -> None:
    assert list(analyzer.analyze(TEXT).mentions["base_form"]) == NAMES


def test_a_compound_with_a_name_in_it_is_not_the_name(analyzer: Analyzer) -> None:
    analysis = analyzer.analyze("Nokia-pomo Pekka Lundmark vastasi kysymyksiin Espoossa.")
    assert list(analysis.organisations["name"]) == []
    assert list(analysis.people["name"]) == ["Pekka Lundmark"]
