#!/usr/bin/python3
"""The shipped questionnaires as files: they fit the published schema, and families can read them. Argument: the repository."""

import copy
import json
import re
import sys
import unittest
from pathlib import Path

import jsonschema

ROOT = Path(sys.argv.pop(1)) / "shared/questionnaire"
FILES = sorted((ROOT / "instruments").glob("**/*.json"))
SCHEMA = json.loads((ROOT / "schema/instrument.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)

# Official wording that may not be changed, and what workers read, is not measured.
OFFICIAL = {"ons4", "licensed_tool"}
FOR_WORKERS = {"look_and_listen"}


def definition(path):
    return json.loads(path.read_text(encoding="utf-8"))


def syllables(word):
    word = re.sub(r"[^a-z]", "", word.lower())
    if not word:
        return 0
    groups = len(re.findall(r"[aeiouy]+", word))
    if word.endswith("e") and not re.search(r"[^aeiouy]le$", word) and groups > 1:
        groups -= 1
    if re.search(r"[^td]ed$", word) and groups > 1:
        groups -= 1
    return max(groups, 1)


def grade(sentences):
    """Flesch-Kincaid (1975), for one sentence an item, with syllables counted by groups of vowels."""
    words = [word for sentence in sentences for word in re.findall(r"[A-Za-z']+", sentence)]
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


class Instruments(unittest.TestCase):
    def test_every_file_fits_the_schema(self):
        self.assertGreaterEqual(len(FILES), 10)
        jsonschema.Draft202012Validator.check_schema(SCHEMA)
        for path in FILES:
            with self.subTest(path.name):
                self.assertEqual([f"{'/'.join(map(str, e.path))}: {e.message}" for e in VALIDATOR.iter_errors(definition(path))], [])

    def test_the_schema_refuses_what_the_reader_refuses(self):
        sound = definition(ROOT / "instruments/family_steps.json")
        for change in [
            lambda d: d.pop("family"), lambda d: d.update(version=0), lambda d: d.update(colour="red"), lambda d: d["items"].clear(),
            lambda d: d["items"][0].update(kind="slider"), lambda d: d["items"][0].update(revers=True), lambda d: d["scales"][0].pop("lowest"),
            lambda d: d["licence"].update({"class": "free"}), lambda d: d["licence"].update({"class": "define", "reference": "A-1"}),
            lambda d: d["licence"].update({"class": "define", "expires": "2030-01-01"}), lambda d: d["scores"]["total"].update(method="median"), lambda d: d["scores"]["total"].update(better="down"), lambda d: d.update(title={}),
            lambda d: d["languages"].update(en="good"), lambda d: d["points"].append("halfway"),
        ]:
            broken = copy.deepcopy(sound)
            change(broken)
            self.assertTrue(list(VALIDATOR.iter_errors(broken)))

    def test_families_can_read_them(self):
        self.assertLess(grade(["The cat sat on the mat."]), 1)
        self.assertGreater(grade(["Longitudinal questionnaires necessitate considerable methodological sophistication."]), 15)
        for path in FILES:
            one = definition(path)
            if one["family"] in OFFICIAL | FOR_WORKERS:
                continue
            with self.subTest(one["family"]):
                items = [item["text"]["en"] for item in one["items"]]
                self.assertLessEqual(grade(items), 5, items)
                intro = [s for s in re.split(r"(?<=[.?!:])\s", one["intro"]["en"]) if s]
                self.assertLessEqual(grade(intro), 5, intro)
                self.assertLessEqual(max(len(s.split()) for s in items + intro), 20)


if __name__ == "__main__":
    unittest.main()
