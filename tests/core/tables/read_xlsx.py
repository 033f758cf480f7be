#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""read_xlsx.py FILE: the cells of a workbook as JSON rows [[[kind, text], ...], ...], read with Python's zip and XML
libraries alone.

Checks on the way what a spreadsheet program would: every part's CRC, the content types, the relations from the package
to the sheet, and that no cell holds a formula.
"""
import json
import re
import sys
import xml.etree.ElementTree as ET
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def relations(archive, name):
    return {r.get("Id"): r for r in ET.fromstring(archive.read(name)).iter(RELATIONS + "Relationship")}


def column_index(reference):
    index = 0
    for letter in re.match(r"[A-Z]+", reference).group(0):
        index = 26 * index + ord(letter) - ord("A") + 1
    return index - 1


def unescaped(text):
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m.group(1), 16)), text)


def read(path):
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None, "a CRC is wrong"
        names = archive.namelist()
        assert names[0] == "[Content_Types].xml" and len(names) == len(set(names))
        types = ET.fromstring(archive.read(names[0]))
        for part in types.iter(TYPES + "Override"):
            assert part.get("PartName").lstrip("/") in names
        [package] = relations(archive, "_rels/.rels").values()
        workbook = ET.fromstring(archive.read(package.get("Target")))
        [sheet] = workbook.iter(MAIN + "sheet")
        related = relations(archive, "xl/_rels/workbook.xml.rels")
        formats = ET.fromstring(archive.read("xl/styles.xml")).find(MAIN + "cellXfs").findall(MAIN + "xf")
        root = ET.fromstring(archive.read("xl/" + related[sheet.get(ID)].get("Target")))
    assert root.find(f".//{MAIN}f") is None, "a formula"
    rows = []
    for number, row in enumerate(root.iter(MAIN + "row"), start=1):
        assert row.get("r") == str(number)
        cells = []
        for cell in row:
            index = column_index(cell.get("r"))
            assert cell.get("r").endswith(str(number)) and index >= len(cells)
            cells += [["blank", ""]] * (index - len(cells))
            if cell.get("t") == "inlineStr":
                assert formats[int(cell.get("s"))].get("numFmtId") == "49", "a text cell without the format Text"
                cells.append(["text", unescaped("".join(t.text or "" for t in cell.iter(MAIN + "t")))])
            else:
                cells.append(["number", cell.find(MAIN + "v").text])
        rows.append(cells)
    return rows


if __name__ == "__main__":
    json.dump(read(sys.argv[1]), sys.stdout)
