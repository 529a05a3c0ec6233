#!/usr/bin/python3
"""Questionnaires with scores as spreadsheets: each column counts as it is meant, or is told by sheet, row and column. Arguments: the program, the project."""

import json
import re
import sys
import unittest
from pathlib import Path

PROJECT = Path(sys.argv.pop(2))

from workbooks import Case, run, workbook  # noqa: E402 (takes its own argument)

ITEMS = ("q1", "q2", "q3")
SURVEY = {"type": ["select_one s"] * 3, "name": list(ITEMS), "label": ["One", "Two", "Three"], "waymark::kind": ["likert"] * 3, "waymark::reverse": ["yes", "", ""]}
CHOICES = {"list_name": ["s"] * 3, "name": ["1", "2", "3"], "label": ["Never", "At times", "Often"], "waymark::scale": ["numbers"] * 3}
SETTINGS = {"form_title": ["Mine"], "form_id": ["mine"], "version": ["1"], "waymark::equivalence": ["mine"], "waymark::licence": ["Our own words"],
            "waymark::licence_class": ["ship"], "waymark::respondents": ["self"], "waymark::points": ["baseline exit"]}
SCORES = {"role": ["total"], "key": ["total"], "title": ["Total"], "items": ["q1 q2 q3"], "least": ["2"], "method": ["sum"], "prorate": ["yes"]}
BANDS = {"score": ["total", "total"], "key": ["low", "high"], "from": ["3", "7"], "title": ["Low", "High"]}


def lines(columns):
    return [" | ".join(cells) for cells in [list(columns), *zip(*columns.values())]]


def changed(columns, heading, *cells, was=None):
    """With other cells under a heading, which may replace another."""
    return {(heading if one == (was or heading) else one): list(cells) if one == (was or heading) else old for one, old in columns.items()} | (
        {} if (was or heading) in columns else {heading: list(cells)})


class Scored(Case):
    def made(self, survey=SURVEY, choices=CHOICES, settings=SETTINGS, scores=SCORES, bands=BANDS, **others):
        workbook(self.path, survey=lines(survey), choices=lines(choices), settings=lines(settings), waymark_scores=lines(scores), waymark_bands=lines(bands),
                 **{name: lines(columns) for name, columns in others.items()})
        return self.path

    def scored(self, *answers):
        file = self.room / "answers.json"
        file.write_text(json.dumps(dict(zip(ITEMS, answers or (1, 2, 3)))), encoding="utf-8")
        code, said = run("score", self.path, file)
        self.assertEqual(code, 0, said)
        return said["scores"]["total"]["value"]

    def right(self, **sheets):
        code, said = run("check", self.made(**sheets))
        self.assertEqual((code, said["problems"]), (0, []))
        self.assertEqual(self.scored(), 8)

    def wrong(self, words, sheet, row, column, **sheets):
        """That it is told there, as an error, and that nothing is scored."""
        code, said = run("check", self.made(**sheets))
        self.assertEqual([(p["sheet"], p["row"], p["column"]) for p in said["problems"] if words in p["message"] and p["severity"] == "error"], [(sheet, row, column)], said["problems"])
        self.assertEqual((code, said["ok"]), (1, False))
        return said["problems"]

    def otherwise(self, words, sheet, row, column, **sheets):
        """That it is told there that something else happens, and what."""
        code, said = run("check", self.made(**sheets))
        self.assertEqual([(p["severity"], p["sheet"], p["row"], p["column"]) for p in said["problems"] if words in p["message"]], [("unsupported", sheet, row, column)], said["problems"])
        self.assertTrue(all(p["instead"] for p in said["problems"]), said["problems"])
        self.assertEqual(code, 0)
        self.assertEqual(run("convert", self.path, "-o", self.room / "out.json")[1]["problems"], said["problems"])

    def test_yes_and_no_are_written_as_people_write_them(self):
        for yes in ("yes", "Yes", "YES", "y", "1", "true", "TRUE", "true()"):
            with self.subTest(yes):
                self.right(survey=changed(SURVEY, "waymark::reverse", yes, "no", "FALSE"), scores=changed(SCORES, "prorate", yes))
        for no in ("no", "N", "0", "false", "False", "false()", ""):
            with self.subTest(no):
                self.right(survey=changed(SURVEY, "waymark::reverse", "yes", no, ""))
        for other in ("maybe", "2", "x", "nope"):
            with self.subTest(other):
                self.wrong(f"“{other}” is neither yes nor no", "survey", 2, "waymark::reverse", survey=changed(SURVEY, "waymark::reverse", other, "", ""))
                self.wrong(f"“{other}” is neither yes nor no", "waymark_scores", 2, "prorate", scores=changed(SCORES, "prorate", other))
        self.wrong("“perhaps” is neither yes nor no", "settings", 2, "waymark::by_default", settings=changed(SETTINGS, "waymark::by_default", "perhaps"))

    def test_our_headings_are_read_as_those_of_forms(self):
        for heading in ("Waymark::Reverse", "waymark:reverse", " WAYMARK::REVERSE "):
            with self.subTest(heading):
                self.right(survey=changed(SURVEY, heading, "yes", "", "", was="waymark::reverse"))
        self.right(scores=changed(SCORES, "Pro Rate".replace(" ", ""), "yes", was="prorate"), settings=changed(SETTINGS, "Waymark:Equivalence", "mine", was="waymark::equivalence"))
        self.right(settings=changed(SETTINGS, "Waymark::Title::English (en)", "Mine"), scores=changed(SCORES, "Title:English (en)", "Total", was="title"))

    def test_a_heading_that_is_none_is_told(self):
        self.wrong("“waymark::revers”", "survey", 1, "waymark::revers", survey=changed(SURVEY, "waymark::revers", "yes", "", "", was="waymark::reverse"))
        self.wrong("did you mean “waymark::licence_reference”?", "settings", 1, "waymark::licnce_reference", settings=changed(SETTINGS, "waymark::licnce_reference", "A-1"))
        self.wrong("did you mean “waymark::scale”?", "choices", 1, "waymark::scal", choices=changed(CHOICES, "waymark::scal", "", "", ""))
        self.wrong("did you mean “waymark::reverse”?", "survey", 1, "waymrk::reverse", survey=changed(SURVEY, "waymrk::reverse", "yes", "", "", was="waymark::reverse"))
        self.wrong("did you mean “waymark::scale”?", "choices", 1, "way_mark::scale", choices=changed(CHOICES, "way_mark::scale", "", "", ""))
        self.wrong("belongs to the sheet survey", "choices", 1, "waymark::reverse", choices=changed(CHOICES, "waymark::reverse", "", "", ""))
        self.wrong("did you mean “least”?", "waymark_scores", 1, "leest", scores=changed(SCORES, "leest", "2", was="least"))
        self.wrong("did you mean “from”?", "waymark_bands", 1, "form", bands=changed(BANDS, "form", "3", "7", was="from"))
        self.right(scores=changed(SCORES, "_remark", "mine"))

    def test_sheets_of_ours_belong_to_something(self):
        self.wrong("did you mean “waymark_scores”?", "waymark_score", 1, None, waymark_score=SCORES)
        self.wrong("did you mean “waymark_tables”?", "waymrk_tables", 1, None, waymrk_tables={"score": ["total"], "raw": ["3"], "value": ["1"]})
        self.wrong("there is no score “totl”", "waymark_bands", 3, "score", bands=changed(BANDS, "score", "total", "totl"))
        self.wrong("there is no score “totl”", "waymark_tables", 2, "score", waymark_tables={"score": ["totl"], "raw": ["3"], "value": ["1"]})
        twice = {heading: cells * 2 for heading, cells in SCORES.items()} | {"key": ["total", "again"]}
        self.wrong("one score of the role “total”", "waymark_scores", 3, "role", scores=twice)
        self.wrong("did you mean “total”?", "waymark_scores", 2, "role", scores=changed(SCORES, "role", "totl"))

    def test_times_ages_and_languages_are_written_as_such(self):
        for due in ("exit 0-28", "exit=0", "exit = 0-28"):
            with self.subTest(due):
                self.assertIn("exit=0-28", self.check_first("settings", 2, "waymark::due", settings=changed(SETTINGS, "waymark::due", due)))
        self.right(settings=changed(SETTINGS, "waymark::due", "exit=0–28"))
        for ages in ("8", "-", "8 to 10"):
            with self.subTest(ages):
                self.wrong(f"“{ages}” are no ages", "survey", 2, "waymark::ages", survey=changed(SURVEY, "waymark::ages", ages, "", ""))
        self.wrong("“cy”", "settings", 2, "waymark::languages", settings=changed(SETTINGS, "waymark::languages", "en=original cy"))

    def check_first(self, sheet, row, column, **sheets):
        said = run("check", self.made(**sheets))[1]
        found = [p for p in said["problems"] if (p["sheet"], p["row"], p["column"]) == (sheet, row, column) and p["severity"] == "error"]
        self.assertTrue(found, said["problems"])
        return found[0]["message"]

    def test_without_the_word_that_makes_it_one_nothing_of_ours_is_passed_over(self):
        without = {heading: cells for heading, cells in SETTINGS.items() if heading != "waymark::equivalence"}
        for settings in (without, changed(SETTINGS, "waymark::equivalnce", "mine", was="waymark::equivalence"), changed(SETTINGS, "waymark::equivalence", "")):
            code, said = run("check", self.made(settings=settings))
            told = [(p["sheet"], p["row"], p["column"]) for p in said["problems"] if "no waymark::equivalence" in p["message"] and p["severity"] == "error"]
            self.assertEqual(code, 1)
            for place in [("survey", 1, "waymark::reverse"), ("choices", 1, "waymark::scale"), ("settings", 1, "waymark::licence"), ("waymark_scores", 1, None), ("waymark_bands", 1, None)]:
                self.assertIn(place, told)

    def test_what_a_definition_cannot_say_is_told(self):
        for column, cell in [("relevant", "${q2} > 1"), ("constraint", ". < 3"), ("required", "yes"), ("hint", "H"), ("hint::English (en)", "H"), ("default", "2"), ("media::image", "a.png"),
                             ("calculation", "1"), ("choice_filter", "name > 1"), ("appearance", "minimal"), ("parameters", "randomize=true"), ("read_only", "yes")]:
            with self.subTest(column):
                problems = run("check", self.made(survey=changed(SURVEY, column, "", "", cell)))[1]["problems"]
                self.assertIn(("unsupported", "survey", 4, column), [(p["severity"], p["sheet"], p["row"], p["column"]) for p in problems if p["instead"]], problems)
        self.otherwise("column “hint”", "survey", 4, "hint", survey=changed(SURVEY, "hint", "", "", "H"))
        self.otherwise("column “in”", "choices", 3, "in", choices=changed(CHOICES, "in", "", "x", ""))
        self.otherwise("column “instance_name”", "settings", 2, "instance_name", settings=changed(SETTINGS, "instance_name", "'x'"))
        self.otherwise("does not name the language", "survey", 3, "label::Welsh (cy)", survey=changed(SURVEY, "label::Welsh (cy)", "", "Dau", ""))
        self.otherwise("column “waymark::picture”", "choices", 5, "waymark::picture", choices={
            "list_name": [*"sss", "c", "c"], "name": ["1", "2", "3", "a", "b"], "label": [*"123", "A", "B"], "waymark::scale": ["numbers"] * 3 + ["", ""], "waymark::picture": ["sun", "", "", "sun", ""]})
        self.right(survey=changed(SURVEY, "appearance", "likert", "likert", ""))

    def test_rows_that_a_definition_cannot_have_are_told(self):
        def row(kind, name="", label=""):
            new = {"type": kind, "name": name, "label": label}
            return {heading: [*cells, new.get(heading, "")] for heading, cells in SURVEY.items()}
        self.otherwise("no words between its questions", "survey", 5, "type", survey=row("note", "more", "More"))
        self.otherwise("works nothing out", "survey", 5, "type", survey=row("start", "began"))
        self.wrong("cannot be part of a questionnaire with scores", "survey", 5, "type", survey=row("select_multiple s", "m", "M"))
        self.wrong("cannot be part of a questionnaire with scores", "survey", 5, "type", survey=row("date", "d", "D"))
        self.right(survey=row("note", "intro", "Hello"))
        self.right(survey=row("text", "why", "Why?"))

    def test_spellings_that_forms_have_work_in_scored_ones(self):
        for heading in ("list name", "List_Name"):
            with self.subTest(heading):
                self.right(choices=changed(CHOICES, heading, "s", "s", "s", was="list_name"))
        for kind in ("select one from s", "Select_One s", "select1 s"):
            with self.subTest(kind):
                self.right(survey=changed(SURVEY, "type", kind, kind, kind))
        self.right(survey=changed(SURVEY, "Label", "One", "Two", "Three", was="label"), settings=changed(SETTINGS, "id_string", "mine", was="form_id"))
        downward = {heading: list(reversed(cells)) for heading, cells in CHOICES.items()}
        self.otherwise("do not go up", "choices", 3, "name", choices=downward)
        self.assertEqual(self.scored(), 8)

    def test_a_code_for_no_answer_does_not_stretch_the_scale(self):
        def with_code(code):
            return {heading: [*cells, {"name": code, "label": "Rather not say"}.get(heading, cells[0])] for heading, cells in CHOICES.items()}
        for code in ("9", "-1", "99"):
            with self.subTest(code):
                problems = self.wrong("stands apart from 1 to 3", "choices", 5, "name", choices=with_code(code))
                self.assertIn("waymark::refused", problems[0]["message"])
        self.wrong("every row of a list that is scored says so", "choices", 5, "waymark::scale", choices=changed(with_code("9"), "waymark::scale", "numbers", "numbers", "numbers", ""))
        self.wrong("“9.5” is no whole number", "choices", 5, "name", choices=with_code("9.5"))
        self.right(choices=CHOICES, settings=changed(SETTINGS, "waymark::refused", "Rather not say"))

    def test_numbers_that_are_typed_in_need_their_two_ends_alone(self):
        survey = {"type": ["integer"] * 3, "name": list(ITEMS), "label": ["A", "B", "C"], "waymark::kind": ["number"] * 3, "waymark::scale": ["s"] * 3}
        ends = {"list_name": ["s"] * 2, "name": ["0", "40"], "label": ["0", "40"], "waymark::scale": ["numbers"] * 2}
        code, said = run("check", self.made(survey=survey, choices=ends))
        self.assertEqual((code, said["problems"]), (0, []))

    def test_mistakes_are_told_by_cell_and_all_at_once(self):
        survey = changed(changed(SURVEY, "waymark::kind", "likert", "slider", "choice"), "waymark::purpose", "", "", "ancor")
        code, said = run("check", self.made(survey=survey, scores=changed(SCORES, "least", "many"), settings=changed(SETTINGS, "version", "two")))
        told = {(p["sheet"], p["row"], p["column"]): p["message"] for p in said["problems"]}
        self.assertEqual((code, set(told)), (1, {("survey", 3, "waymark::kind"), ("survey", 4, "waymark::purpose"), ("waymark_scores", 2, "least"), ("settings", 2, "version")}), told)
        self.assertIn("“slider” is none of the words that may stand here (likert, ten_point,", told["survey", 3, "waymark::kind"])
        self.assertIn("did you mean “anchor”?", told["survey", 4, "waymark::purpose"])
        self.assertEqual(told["waymark_scores", 2, "least"], "“many” is no whole number")
        self.wrong("write likert, ten_point or faces", "survey", 4, "waymark::kind", survey=changed(SURVEY, "waymark::kind", "likert", "likert", "choice"))
        self.wrong("“q9”", "waymark_scores", 2, "items", scores=changed(SCORES, "items", "q1 q2 q9"))
        self.wrong("is not above the row before", "waymark_bands", 3, "from", bands=changed(BANDS, "from", "7", "3"))
        self.wrong("nothing is written here", "settings", 2, "waymark::licence", settings=changed(SETTINGS, "waymark::licence", ""))
        self.wrong("cannot be a name here", "survey", 2, "name", survey=changed(SURVEY, "name", "Q1", "q2", "q3"))
        self.wrong("64 at most", "choices", 3, "name", choices=changed(changed(CHOICES, "name", "never", "At-Times", "often"), "waymark::scale", "", "", ""))
        self.wrong("“2” is a number: if the list is scored", "choices", 3, "name", choices=changed(CHOICES, "waymark::scale", "", "", ""))
        for change in ({"type": ["select_one", "select_one s", "select_one s"]}, {"type": ["select_one zz", "select_one s", "select_one s"]}, {"type": ["slect_one s", "select_one s", "select_one s"]}):
            problems = run("check", self.made(survey={**SURVEY, **change}))[1]["problems"]
            self.assertEqual([(p["severity"], p["sheet"], p["row"], p["column"]) for p in problems], [("error", "survey", 2, "type")], problems)
        problems = run("check", self.made(choices=changed(CHOICES, "waymark::scale", "number", "numbr", "number")))[1]["problems"]
        self.assertEqual([(p["row"], p["column"], "did you mean “numbers”?" in p["message"]) for p in problems], [(row, "waymark::scale", True) for row in (2, 3, 4)], problems)
        self.assertEqual(run("score", self.path, self.path)[0], 2)
        said = run("convert", self.made(scores=changed(SCORES, "least", "many")), "-o", self.room / "out.json")
        self.assertEqual((said[0], said[1]["error"], len(said[1]["problems"])), (2, "waymark_scores, row 2, column least: “many” is no whole number", 1))

    def test_every_column_counts(self):
        for change in ({"waymark::section": "practice"}, {"waymark::section": "closing"}, {"waymark::purpose": "anchor"}, {"waymark::picture": "sun"}, {"waymark::purpose": "then", "waymark::then_of": "q1"},
                       {"waymark::ages": "8 - 10"}, {"waymark::points": "exit"}, {"waymark::respondents": "self, child"}, {"waymark::prompt_at_most": "1"}):
            with self.subTest(change):
                survey = {heading: [*cells, {"type": "select_one s", "name": "q4", "label": "Four", "waymark::kind": "likert"}.get(heading, "")] for heading, cells in SURVEY.items()}
                for heading, cell in change.items():
                    survey[heading] = ["", "", "", cell]
                self.right(survey=survey)
                run("convert", self.path, "-o", self.room / "out.json")
                made = json.loads((self.room / "out.json").read_text(encoding="utf-8"))
                last = made["practice"][0] if "practice" in made else made.get("closing", made["items"][-1])
                self.assertEqual(last["key"], "q4")
                for heading in change.keys() - {"waymark::section"}:
                    self.assertIn(heading[9:], last)

    def test_what_is_documented_is_read_and_what_is_written_is_documented(self):
        text = (PROJECT / "docs" / "bring-your-own-questionnaire.md").read_text(encoding="utf-8")
        documented = {}
        for names, columns in re.findall(r"^\| ((?:survey|choices|settings|waymark_\w+)(?:, \w+)*) \| ([^|]*) \|", text, re.MULTILINE):
            for name in names.split(", "):
                documented.setdefault(name, set()).update(re.findall(r"`([^`]+)`", columns))
        self.assertGreater(len(documented["settings"]), 18)
        sheets = {"survey": SURVEY, "choices": CHOICES, "settings": SETTINGS, "scores": SCORES, "bands": BANDS, "waymark_tables": {"score": [], "raw": [], "value": []}}
        for name, columns in documented.items():
            was = sheets[name.removeprefix("waymark_") if name in ("waymark_scores", "waymark_bands") else name]
            for column in sorted(columns - was.keys() - {"label::English (en)"}):
                with self.subTest(f"{name} {column}"):
                    self.right(**{name.removeprefix("waymark_") if name != "waymark_tables" else name: {**was, column: [""] * len(next(iter(was.values())))}})
        for path in sorted((PROJECT / "shared/questionnaire/instruments").glob("**/*.json")):
            self.assertEqual(run("convert", path, "-o", self.room / "made.xlsx")[0], 0)
            self.assertEqual([p["message"] for p in run("check", self.room / "made.xlsx")[1]["problems"] if "nothing acts on" in p["message"]], [])

    def test_a_definition_tells_each_of_its_mistakes_with_its_path(self):
        run("convert", self.made(), "-o", self.room / "out.json")
        made = json.loads((self.room / "out.json").read_text(encoding="utf-8"))
        made["items"][1]["kind"] = "slider"
        made["items"][2]["revers"] = True
        del made["version"]
        broken = self.room / "broken.json"
        broken.write_text(json.dumps(made), encoding="utf-8")
        code, said = run("check", broken)
        self.assertEqual((code, [(p["path"], p["message"]) for p in said["problems"]]),
                         (1, [("version", "missing"), ("items[1].kind", "an unknown word"), ("items[2].revers", "not a word of this format")]))


if __name__ == "__main__":
    unittest.main()
