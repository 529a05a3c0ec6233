#!/usr/bin/python3
"""waymark-forms score: the vectors that the library, the device and the service are held against too. Arguments: the program, the project."""

import json
import math
import sys
import tempfile
import unittest
from pathlib import Path

from workbooks import run

PROJECT = Path(sys.argv.pop(1))
VECTORS = json.loads((Path(__file__).parent.parent / "vectors" / "scores.json").read_text(encoding="utf-8"))


class Score(unittest.TestCase):
    def setUp(self):
        room = tempfile.TemporaryDirectory()
        self.addCleanup(room.cleanup)
        self.room = Path(room.name)

    def written(self, name, content):
        path = self.room / name
        path.write_text(json.dumps(content), encoding="utf-8")
        return path

    def score(self, vector, answers):
        definition = (self.written("definition.json", VECTORS["definitions"][vector["definition"]]) if "definition" in vector
                      else PROJECT / "shared" / "questionnaire" / "instruments" / f"{vector['instrument']}.json")
        return run("score", definition, self.written("answers.json", answers))

    def test_the_vectors_hold(self):
        for vector in VECTORS["vectors"]:
            with self.subTest(vector["name"]):
                code, said = self.score(vector, vector["answers"])
                self.assertEqual(code, 0, said)
                self.assertEqual(len(said["reasons"]), vector["expect"]["reasons"], said["reasons"])
                for key, members in vector["expect"]["scores"].items():
                    for name, value in members.items():
                        got = said["scores"][key][name]
                        same = math.isclose(value, got, abs_tol=1e-9) if isinstance(value, float) and got is not None else value == got
                        self.assertTrue(same, (key, name, got))

    def test_answers_may_come_as_the_list_that_fill_takes(self):
        vector = VECTORS["vectors"][0]
        listed = [{"ref": f"/data/{key}", "value": value} for key, value in vector["answers"].items()]
        self.assertEqual(self.score(vector, listed), self.score(vector, vector["answers"]))


if __name__ == "__main__":
    unittest.main()
