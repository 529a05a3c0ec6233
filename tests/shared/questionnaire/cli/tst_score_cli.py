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
                self.assertEqual(code, vector.get("exit", 0), said)
                self.assertEqual(len(said["reasons"]), vector["expect"]["reasons"], said["reasons"])
                for key, members in vector["expect"]["scores"].items():
                    for name, value in members.items():
                        got = said["scores"][key][name]
                        same = math.isclose(value, got, abs_tol=1e-9) if isinstance(value, float) and got is not None else value == got
                        self.assertTrue(same, (key, name, got))

    def test_numbers_may_be_written_as_text_and_nothing_as_null(self):
        plain = {"q1": 4, "q2": 3, "q3": 5, "q4": 2, "q5": 4, "q7": 3, "q8": 2, "q9": 4, "q10": 4, "q11": 1, "q12": 5}
        wanted = self.score({"instrument": "family_steps"}, plain)
        self.assertEqual(wanted[0], 0)
        self.assertEqual(self.score({"instrument": "family_steps"}, {**{key: str(value) for key, value in plain.items()}, "q6": None}), wanted)
        self.assertEqual(self.score({"instrument": "family_steps"}, {**plain, "q6": " "}), wanted)

    def test_an_answer_that_is_none_is_told_and_the_others_count(self):
        for wrong, words in [({"q1": "often"}, "q1: the answer does not fit"), ({"q1": [4]}, "q1: the answer cannot be read"), ({"q99": 4}, "q99: there is no such question"), ({"q1": 7}, "q1: the answer does not fit")]:
            with self.subTest(words):
                code, said = self.score({"instrument": "family_steps"}, {**{f"q{i}": 3 for i in range(2, 13)}, **wrong})
                self.assertEqual((code, said["scores"]["total"]["value"]), (1, 3.0), said)
                self.assertTrue(any(reason.startswith(words) for reason in said["reasons"]), said)

    def test_a_definition_may_be_a_spreadsheet_and_a_form_has_no_scores(self):
        source = PROJECT / "shared" / "questionnaire" / "instruments" / "family_steps.json"
        answers = self.written("answers.json", {f"q{i}": 3 for i in range(1, 13)})
        self.assertEqual(run("convert", source, "-o", self.room / "steps.xlsx")[0], 0)
        code, said = run("convert", source, "-o", self.room / "steps.xml")
        self.assertEqual((code, [(p["severity"], "no words for scores" in p["message"]) for p in said["problems"]]), (0, [("unsupported", True)]))
        self.assertEqual(run("score", self.room / "steps.xlsx", answers), run("score", source, answers))
        code, said = run("score", self.room / "steps.xml", answers)
        self.assertEqual((code, said["scores"], len(said["reasons"])), (1, {}, 1))

    def test_an_agreement_that_ran_out_and_words_that_are_not_translated_are_warnings(self):
        steps = json.loads((PROJECT / "shared" / "questionnaire" / "instruments" / "family_steps.json").read_text(encoding="utf-8"))
        self.assertEqual(run("check", self.written("steps.json", steps))[1]["problems"], [])
        steps["licence"] = {"name": "The owner's", "class": "define", "reference": "A-1", "expires": "2020-12-31"}
        steps["languages"]["cy"] = "checked"
        steps["title"]["cy"] = "Camau"
        for definition in (self.written("steps.json", steps), self.room / "steps.xlsx"):
            if definition.suffix == ".xlsx":
                run("convert", self.room / "steps.json", "-o", definition)
            code, said = run("check", definition)
            told = {p["path"]: (p["severity"], p["message"]) for p in said["problems"] if p.get("path")}
            self.assertEqual((code, told["licence.expires"]), (0, ("warning", "the licence ran out on 2020-12-31")))
            self.assertEqual(told["items.q1"], ("warning", "the language cy counts as checked, and has no words here"))
            self.assertIn("scales.true_for_me.1", told)
            self.assertNotIn("title", told)
        steps["languages"]["cy"] = "draft"
        self.assertEqual([p["path"] for p in run("check", self.written("steps.json", steps))[1]["problems"]], ["licence.expires"])

    def test_answers_may_come_as_the_list_that_fill_takes(self):
        vector = VECTORS["vectors"][0]
        listed = [{"ref": f"/data/{key}", "value": value} for key, value in vector["answers"].items()]
        self.assertEqual(self.score(vector, listed), self.score(vector, vector["answers"]))


if __name__ == "__main__":
    unittest.main()
