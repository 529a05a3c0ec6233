#!/usr/bin/python3
"""Questionnaires in other shapes: there and back again is the same. Arguments: the program, the repository."""

import json
import os
import sys
import tempfile
import unittest
from html.parser import HTMLParser
from pathlib import Path

import jsonschema

QUESTIONNAIRE = Path(sys.argv.pop(2)) / "shared/questionnaire"
INSTRUMENTS = QUESTIONNAIRE / "instruments"
SCHEMA = jsonschema.Draft202012Validator(json.loads((QUESTIONNAIRE / "schema/instrument.schema.json").read_text(encoding="utf-8")))

from workbooks import run, workbook  # noqa: E402 (takes its own argument)

SURVEY = ["type | name | label::English (en) | label::Welsh (cy) | relevant | calculation | choice_filter | required | default | parameters",
          "text | who | Your name | Eich enw | | | | yes | |", "select_one lands | land | Land | Gwlad | | | | | wal |",
          "select_one towns | town | Town of ${who} | Tref ${who} | ${who} != '' | | in = ${land} | | |", "begin repeat | child | Child | Plentyn | | | | | |",
          "integer | age | Age | Oed | | | | | |", "end repeat | | | | | | | | |", "calculate | many | | | | count(${child}) | | | |",
          "range | sure | How sure? | Pa mor sicr? | | | | | | start=0 end=5 step=1", "date | day | Day | Dydd | | | | | today() |",
          "select_multiple lands | seen | Seen | Gweld | | | | | |", "note | bye | Goodbye | Hwyl | | | | | |"]
CHOICES = ["list_name | name | label::English (en) | label::Welsh (cy) | in", "lands | eng | England | Lloegr |", "lands | wal | Wales | Cymru |",
           "towns | bham | Birmingham | Birmingham | eng", "towns | cdf | Cardiff | Caerdydd | wal"]
STEPS = [{"ref": "who", "value": "Ali"}, {"ref": "town", "value": "cdf"}, {"ref": "child", "add": True}, {"ref": "age", "value": 4}, {"language": "Welsh (cy)"}]

XFORM = ('<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>T</h:title>'
         '<model><instance><data id="d"><name/><where/><heard/><then/><child jr:template=""><age/></child><child><age/></child><town/></data></instance>'
         '<bind nodeset="/data/where" type="geopoint"/><bind nodeset="/data/then" type="geopoint"/>{model}</model></h:head><h:body>{body}</h:body></h:html>')


class Tags(HTMLParser):
    """That every tag which is opened is closed in its turn."""

    def __init__(self):
        super().__init__()
        self.open, self.count = [], {}

    def handle_starttag(self, tag, attrs):
        self.count[tag] = self.count.get(tag, 0) + 1
        if tag not in ("meta", "br", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag


class Convert(unittest.TestCase):
    def setUp(self):
        room = tempfile.TemporaryDirectory()
        self.addCleanup(room.cleanup)
        self.room = Path(room.name)

    def convert(self, source, name, *options):
        out = self.room / name
        code, said = run("convert", source, "-o", out, *options)
        self.assertEqual(code, 0, said)
        return out

    def behaviour(self, form):
        """What check and fill say of it; ids are made anew each time."""
        answers = self.room / "answers.json"
        answers.write_text(json.dumps(STEPS), encoding="utf-8")
        checked, filled = run("check", form), run("fill", form, answers)
        values = {path: value for path, value in filled[1]["values"].items() if "instanceID" not in path}
        return checked[0], checked[1]["items"], filled[0], values, filled[1]["relevant"], filled[1]["messages"]

    def form(self):
        path = self.room / "visit.xlsx"
        workbook(path, survey=SURVEY, choices=CHOICES, settings=["form_title | form_id | version | default_language", "A visit | visit | 3 | English (en)"])
        return path

    def test_a_form_behaves_alike_in_every_shape(self):
        form = self.form()
        expected = self.behaviour(form)
        self.assertEqual((expected[0], expected[2]), (0, 0))
        self.assertEqual(expected[3]["/data/town"], "cdf")
        as_json = self.convert(form, "visit.json")
        as_xml = self.convert(form, "visit.xml")
        for source, name in [(form, "again.xlsx"), (as_json, "from_json.xlsx"), (as_xml, "from_xml.xlsx"), (as_json, "from_json.xml"), (as_xml, "from_xml.json")]:
            with self.subTest(name):
                self.assertEqual(self.behaviour(self.convert(source, name)), expected)
        self.assertEqual(self.behaviour(as_json), expected)

    def test_a_form_comes_back_whole_from_an_xform(self):
        (self.room / "towns.xml").write_text("<root><item><name>a</name><people>5</people></item></root>", encoding="utf-8")
        head = "type | name | label | repeat_count | calculation | default | trigger"
        for survey, steps in (
            (["begin repeat | child | Child | 1 + 1 | | |", "text | call | Call | | | |", "end repeat"], []),
            (["integer | many | Many | | | 2 |", "begin repeat | child | Child | ${many} | | |", "text | call | Call | | | |", "end repeat"], [("many", 3)]),
            (["begin group | empty | Empty | | | |", "end group", "text | a | A | | | |"], []), (["calculate | long | | | string-length('a  b') | |"], []),
            (["note | n | Yes / no,  or both | | | |"], []),
            (["text | a | A | | | oak |", "text | b | B | | | ${a} |", "text | c | C | | | concat(${a}, 's') |"], []),
            (["text | a | A | | | |", "text | b | B | | | |", "text | c | C | | concat(${a}, ${b}) | | ${a}, ${b}"], [("a", "x"), ("b", "y")]),
            (["xml-external | towns |", "calculate | p | | | instance('towns')/root/item[name = 'a']/people | |", "note | n | With instance('towns')/root/item[name = 'a']/people. | | | |"], []),
        ):
            with self.subTest(survey[0]):
                form = self.room / "form.xlsx"
                workbook(form, survey=[head, *survey], settings=["form_id | clean_text_values", "form | no"])
                answers = self.room / "answers.json"
                answers.write_text(json.dumps([{"ref": ref, "value": value} for ref, value in steps]), encoding="utf-8")
                back = self.convert(self.convert(form, "form.xml"), "back.xlsx")
                said = [run("fill", one, answers)[1]["values"] for one in (form, back)]
                for values in said:
                    del values["/data/meta/instanceID"]
                self.assertEqual(*said)
                self.assertEqual(*(run("check", one)[1]["items"] for one in (form, back)))

    def test_json_and_spreadsheet_hold_the_same_cells(self):
        once = self.convert(self.form(), "once.json")
        twice = self.convert(self.convert(once, "between.xlsx"), "twice.json")
        self.assertEqual(once.read_text(encoding="utf-8"), twice.read_text(encoding="utf-8"))

    def test_a_form_as_json_fits_the_published_schema(self):
        form = json.loads(self.convert(self.form(), "form.json").read_text(encoding="utf-8"))
        self.assertEqual([error.message for error in SCHEMA.iter_errors(form)], [])
        self.assertEqual(list(SCHEMA.iter_errors({**form, "files": {"towns.csv": "name,label\na,A\n"}})), [])
        for wrong in ({**form, "sheets": []}, {**form, "kind": "definition"}, {**form, "sheets": {"survey": [[1]]}}, {**form, "title": {}}, {"format": 1, "kind": "form"}):
            self.assertTrue(list(SCHEMA.iter_errors(wrong)))
        newer = self.room / "newer.json"
        newer.write_text(json.dumps({**form, "format": 2}), encoding="utf-8")
        self.assertEqual(run("check", newer), (2, {"error": "the form was written by a newer version"}))

    def test_definitions_come_back_from_a_spreadsheet_as_they_were(self):
        for path in sorted(INSTRUMENTS.glob("**/*.json")):
            with self.subTest(path.name):
                there = self.convert(path, path.stem + ".xlsx")
                self.assertEqual((run("check", there)[0], [p for p in run("check", there)[1]["problems"] if p["severity"] == "error"]), (0, []))
                back = self.convert(there, path.stem + "_back.json")
                again = self.convert(self.convert(back, "again.xlsx"), "again.json")
                self.assertEqual(json.loads(back.read_text(encoding="utf-8")), json.loads(again.read_text(encoding="utf-8")))
                was, now = json.loads(path.read_text(encoding="utf-8")), json.loads(back.read_text(encoding="utf-8"))
                now.pop("read_aloud") if "read_aloud" not in was else None
                for rule in [was.get("scores", {}).get("total", {}), *was.get("scores", {}).get("alone", [])]:
                    if rule.get("better") == "higher":  # said for whoever copies the template, and written nowhere else
                        rule.pop("better")
                self.assertEqual(now, was)
                self.assertEqual(run("check", there)[1]["items"], run("check", path)[1]["items"])

    def test_what_the_reader_could_not_make_sense_of_is_told_in_every_shape(self):
        form = self.room / "broken.xlsx"
        workbook(form, survey=["type | name | label", "text | a | A", "intger | b | B", "select_one lands | c | C"])
        for name in ("out.json", "out.xlsx", "out.xml", "out.html"):
            with self.subTest(name):
                code, said = run("convert", form, "-o", self.room / name)
                errors = [(p["sheet"], p["row"], p["column"]) for p in said["problems"] if p["severity"] == "error"]
                self.assertEqual((code, errors), (1, [("survey", 3, "type"), ("survey", 4, "type")]), said)
                self.assertTrue((self.room / name).exists())
        xml = self.room / "broken.xml"
        xml.write_text(XFORM.format(model="", body="<input ref='/data/nowhere'><label>N</label></input>"), encoding="utf-8")
        for name in ("again.json", "again.xlsx", "again.xml", "again.html"):
            with self.subTest(name):
                self.assertEqual(run("convert", xml, "-o", self.room / name)[0], 1)

    def cells(self, source, sheet):
        """Rows of a sheet of what an XForm becomes, by heading."""
        rows = json.loads(self.convert(source, "cells.json").read_text(encoding="utf-8"))["sheets"][sheet]
        return [{heading: cell for heading, cell in zip(rows[0], row) if cell} for row in rows[1:]]

    def test_an_xform_keeps_its_words_and_lists_in_a_spreadsheet(self):
        form = self.room / "form.xml"
        form.write_text(XFORM.format(
            model="<itext><translation lang='Welsh (cy)'><text id='a'><value>Enw</value></text></translation></itext>"
                  "<setgeopoint xmlns='http://www.opendatakit.org/xforms' event='odk-instance-first-load' ref='/data/where'/>"
                  "<recordaudio xmlns='http://www.opendatakit.org/xforms' event='odk-instance-load' ref='/data/heard'/>",
            body="<input ref='/data/name' autoplay='audio'><label ref=\"jr:itext('a')\"/><setgeopoint xmlns='http://www.opendatakit.org/xforms' event='xforms-value-changed' ref='/data/then'/></input>"
                 "<group ref='/data/child' appearance='field-list'><label>Each child</label><repeat nodeset='/data/child'><input ref='/data/child/age'><label>Age</label></input></repeat></group>"
                 "<group><label>Only on the screen</label><select1 ref='/data/town'><label>Town</label><item><label>A</label><value>x</value></item><item><label>B</label><value>x</value></item></select1></group>"),
            encoding="utf-8")
        survey, settings = self.cells(form, "survey"), self.cells(form, "settings")[0]
        by_name = {row["name"]: row for row in survey if "name" in row}
        self.assertEqual(by_name["name"]["label::Welsh (cy)"], "Enw")
        self.assertEqual(settings["default_language"], "Welsh (cy)")
        self.assertEqual((by_name["child"]["label"], by_name["child"]["appearance"]), ("Each child", "field-list"))
        self.assertEqual(settings["allow_choice_duplicates"], "yes")
        self.assertEqual([by_name[name]["type"] for name in ("where", "heard", "then")], ["start-geopoint", "background-audio", "background-geopoint"])
        self.assertEqual((by_name["then"]["trigger"], by_name["name"]["autoplay"]), ("${name}", "audio"))
        said = run("convert", form, "-o", self.room / "out.xlsx")
        told = [p["message"] for p in said[1]["problems"]]
        for words in ["the place is not recorded in the background", "sound is not recorded in the background", "does not start by itself", "only on the screen, and not in the data"]:
            self.assertTrue(any(words in message for message in told), (words, told))
        code, checked = run("check", self.room / "out.xlsx")
        self.assertEqual((code, [p for p in checked["problems"] if p["severity"] == "error"]), (0, []))

    def test_what_only_the_first_entry_begins_with_is_told(self):
        form = self.room / "form.xml"
        survey = ["type | name | label | default", "begin repeat | child | Child |", "integer | age | Age | 5", "end repeat"]
        workbook(self.room / "form.xlsx", survey=survey)
        with_template = self.convert(self.room / "form.xlsx", "form.xml").read_text(encoding="utf-8")
        self.assertEqual(run("convert", form, "-o", self.room / "out.xlsx")[1]["problems"], [])
        form.write_text(with_template.replace(' jr:template=""', ""), encoding="utf-8")
        told = run("convert", form, "-o", self.room / "out.xlsx")[1]["problems"]
        self.assertEqual([(p["severity"], "only the first entry" in p["message"], p["instead"]) for p in told], [("unsupported", True, "every entry begins with it")])

    def test_which_way_is_up_is_a_column_of_the_scores(self):
        back = self.convert(self.convert(INSTRUMENTS / "ons4.json", "ons4.xlsx"), "back.json")
        scores = json.loads(back.read_text(encoding="utf-8"))["scores"]["alone"]
        self.assertEqual([rule.get("better", "higher") for rule in scores], ["higher", "higher", "higher", "lower"])

    def test_a_printed_page_has_every_question_and_choice(self):
        page = self.convert(self.form(), "page.html").read_text(encoding="utf-8")
        tags = Tags()
        tags.feed(page)
        self.assertEqual(tags.open, [])
        for words in ["A visit", "1. Your name *", "2. Land", "England", "Cardiff", "Depends on the answer to 1.", "Tick all that fit.", "0 to 5", "Goodbye", "copy this page"]:
            self.assertIn(words, page)
        self.assertNotIn("many", page)
        self.assertNotIn("Draft", page)
        self.assertIn("Draft: these answers do not count.", self.convert(self.form(), "draft.html", "--draft").read_text(encoding="utf-8"))
        self.assertIn("Eich enw", self.convert(self.form(), "welsh.html", "--language", "Welsh (cy)").read_text(encoding="utf-8"))

    def test_a_definitions_page_says_who_is_asked_when_and_what_may_be_said_instead(self):
        steps = self.convert(INSTRUMENTS / "family_steps.json", "steps.html").read_text(encoding="utf-8")
        asked = json.loads((INSTRUMENTS / "family_steps.json").read_text(encoding="utf-8"))
        scaled = [item for item in asked["items"] if item["kind"] != "text"]
        self.assertEqual((steps.count("Rather not say"), steps.count("Does not fit us")), (len(scaled), len(scaled)))
        self.assertEqual(steps.count("Only at the end."), sum(item.get("points") == ["exit"] for item in asked["items"] + [asked.get("closing", {})]))
        self.assertGreater(steps.count("Only at the end."), 0)
        self.assertIn(asked["label"]["en"], steps)
        self.assertIn("Only from 8 to 10 years.", self.convert(INSTRUMENTS / "my_faces.json", "faces.html").read_text(encoding="utf-8"))
        ons = json.loads((INSTRUMENTS / "ons4.json").read_text(encoding="utf-8"))
        self.assertIn(ons["licence"]["attribution"], self.convert(INSTRUMENTS / "ons4.json", "ons.html").read_text(encoding="utf-8"))

    def test_a_page_reads_from_the_right_where_its_language_does(self):
        form = self.room / "urdu.xlsx"
        workbook(form, survey=["type | name | label::English (en) | label::Urdu (ur)", "text | a | Your name | آپ کا نام", "text | b | Your town |"], settings=["default_language", "English (en)"])
        for language in ("Urdu (ur)", "ur", "Urdu"):
            page = self.convert(form, "urdu.html", "--language", language).read_text(encoding="utf-8")
            self.assertIn('<html lang="ur" dir="rtl">', page)
            self.assertIn("آپ کا نام <span class=\"code\">[a]", page)
            self.assertIn('<span lang="en" dir="ltr">Your town</span> <span class="code">(English (en))</span>', page)
        self.assertIn('<html lang="en" dir="ltr">', self.convert(form, "english.html").read_text(encoding="utf-8"))
        code, said = run("convert", form, "-o", self.room / "page.html", "--language", "Klingon")
        self.assertEqual((code, said), (2, {"error": "the form does not speak “Klingon”; it speaks “English (en)”, “Urdu (ur)”"}))

    def test_what_cannot_be_written_is_said(self):
        form = self.form()
        self.assertEqual(run("convert", form, "-o", self.room / "form.pdf")[0], 2)
        self.assertEqual(run("convert", form, "-o", self.room / "nowhere" / "form.xml")[0], 2)
        self.assertEqual(run("convert", self.room / "gone.xlsx", "-o", self.room / "form.xml")[0], 2)

    def test_forms_that_others_wrote_survive_the_way_through_json(self):
        folder = os.environ.get("WAYMARK_FORMS_DIR")
        if not folder:
            self.skipTest("WAYMARK_FORMS_DIR is not set: the forms that others wrote were not tried")
        for form in sorted(Path(folder).glob("*.xlsx")):
            if form.name.startswith("bad-"):
                continue
            with self.subTest(form.name):
                code, before = run("check", form)
                back = self.convert(self.convert(form, form.stem + ".json"), form.stem + "_back.xlsx")
                self.assertEqual(run("check", back)[1]["items"], before["items"])
                self.assertEqual(code, run("check", back)[0])
                page = Tags()
                page.feed(self.convert(form, "page.html").read_text(encoding="utf-8"))
                self.assertEqual(page.open, [])


if __name__ == "__main__":
    unittest.main()
