"""What a workbook holds, read from its XML: no library between the test and the file."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

_NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
Cell = tuple[str, str]  # its type (`inlineStr`, `b`, `n`) and what stands in it


def xml_of(path: Path, part: str) -> str:
    """A part of the workbook, as it stands."""
    with zipfile.ZipFile(path) as packed:
        return packed.read(part).decode("utf-8")


def sheets(path: Path) -> dict[str, str]:
    """The XML of each sheet, by its name."""
    names = [sheet.attrib["name"] for sheet in _all(xml_of(path, "xl/workbook.xml"), "sheet")]
    return {name: xml_of(path, f"xl/worksheets/sheet{n}.xml") for n, name in enumerate(names, 1)}


def rows(xml: str) -> list[dict[str, Cell]]:
    """The rows of a sheet below its header: column -> cell; a cell that is not there is left out."""
    header, *others = [dict(_cells(row)) for row in _all(xml, "row")]
    return [{header[letter][1]: cell for letter, cell in row.items()} for row in others]


def style_of(path: Path, number: int) -> Mapping[str, str]:
    """The attributes of one of the cells' formats."""
    [formats] = _all(xml_of(path, "xl/styles.xml"), "cellXfs")
    return list(formats)[number].attrib


def _all(xml: str, tag: str) -> Iterator[ElementTree.Element]:
    return ElementTree.fromstring(xml).iter(f"{_NAMESPACE}{tag}")


def _cells(row: ElementTree.Element) -> Iterator[tuple[str, Cell]]:
    for cell in row:
        text = "".join(cell.itertext())
        kind = cell.attrib.get("t", "n")
        if kind == "inlineStr":
            text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
        yield cell.attrib["r"].rstrip("0123456789"), (kind, text)
