"""Spreadsheets made for a test, and waymark-forms run on them. The program is the first argument of the script."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

PROGRAM = sys.argv.pop(1)
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def run(*arguments):
    """Exit code and the one JSON document."""
    done = subprocess.run([PROGRAM, *map(str, arguments)], text=True, capture_output=True, check=False, env={**os.environ, "TZ": "UTC"})
    return done.returncode, json.loads(done.stdout)


def sheet(lines):
    rows = []
    for number, line in enumerate(lines, 1):
        cells = "".join(f'<c r="{chr(65 + column)}{number}" t="inlineStr"><is><t>{escape(cell.strip())}</t></is></c>'
                        for column, cell in enumerate(line.split("|")) if cell.strip())
        rows.append(f'<row r="{number}">{cells}</row>')
    return f'<worksheet {MAIN}><sheetData>{"".join(rows)}</sheetData></worksheet>'


def workbook(path, **sheets):
    """An .xlsx; each sheet is a list of lines with "|" between the cells."""
    with zipfile.ZipFile(path, "w") as out:
        names = "".join(f'<sheet name="{name}" sheetId="{i}" r:id="r{i}"/>' for i, name in enumerate(sheets, 1))
        links = "".join(f'<Relationship Id="r{i}" Type="s" Target="worksheets/sheet{i}.xml"/>' for i in range(1, len(sheets) + 1))
        out.writestr("xl/workbook.xml", f'<workbook {MAIN} xmlns:r="{RELATIONS}"><sheets>{names}</sheets></workbook>')
        out.writestr("xl/_rels/workbook.xml.rels",
                     f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>')
        for i, lines in enumerate(sheets.values(), 1):
            out.writestr(f"xl/worksheets/sheet{i}.xml", sheet(lines))


class Case(unittest.TestCase):
    def setUp(self):
        room = tempfile.TemporaryDirectory()
        self.addCleanup(room.cleanup)
        self.room = Path(room.name)
        self.path = self.room / "a_form.xlsx"

    def check(self, survey, **others):
        workbook(self.path, survey=survey, **others)
        return run("check", self.path)[1]["problems"]

    def fill(self, survey, *steps, **others):
        workbook(self.path, survey=survey, **others)
        return self.filled(self.path, *steps)

    def filled(self, form, *steps):
        answers = self.room / "answers.json"
        answers.write_text(json.dumps([{"ref": s[0], "value": s[1]} if isinstance(s, tuple) else s for s in steps]), encoding="utf-8")
        return run("fill", form, answers)[1]

    def xform(self, survey, **others):
        workbook(self.path, survey=survey, **others)
        out = self.path.with_suffix(".xml")
        run("convert", self.path, "-o", out)
        return out.read_text(encoding="utf-8")

    def told(self, words, survey, severity, row, column, sheet="survey", **others):
        with self.subTest(words):
            problems = self.check(survey, **others)
            found = [(p["severity"], p["sheet"], p["row"], p["column"]) for p in problems if words in p["message"]]
            self.assertEqual(found, [(severity, sheet, row, column)], problems)
            self.assertTrue(severity == "error" or all(p["instead"] for p in problems if words in p["message"]), problems)

    def fine(self, survey, **others):
        with self.subTest(survey[-1]):
            self.assertEqual(self.check(survey, **others), [])
