#!/usr/bin/python3
"""What an author of a spreadsheet form can get wrong, and what `waymark-forms check` says of it. Argument: the program."""

import tempfile
import unittest
import zipfile
from pathlib import Path

from workbooks import RELATIONS, run, workbook

HEAD = "type | name | label | relevant | calculation | parameters | trigger | appearance | choice_filter | default"
YES_NO = ["list_name | name | label", "yn | yes | Yes", "yn | no | No"]


def question(kind, name="q", label="Q", **columns):
    cells = {"type": kind, "name": name, "label": label, **columns}
    return " | ".join(cells.get(column, "") for column in HEAD.split(" | "))


class Mistakes(unittest.TestCase):
    def setUp(self):
        room = tempfile.TemporaryDirectory()
        self.addCleanup(room.cleanup)
        self.path = Path(room.name) / "a_form.xlsx"

    def check(self, survey, choices=YES_NO, **others):
        workbook(self.path, survey=[HEAD, *survey], choices=choices, **others)
        return run("check", self.path)

    def told(self, words, survey, severity="error", row=2, column=None, sheet="survey", **others):
        with self.subTest(words):
            code, said = self.check(survey, **others)
            found = [p for p in said["problems"] if words in p["message"]]
            self.assertEqual([(p["severity"], p["sheet"], p["row"]) for p in found], [(severity, sheet, row)], said["problems"])
            if column:
                self.assertEqual(found[0]["column"], column)
            self.assertEqual(code, 1 if severity == "error" else 0)

    def fine(self, survey, **others):
        with self.subTest(survey[-1]):
            code, said = self.check(survey, **others)
            self.assertEqual((code, [p for p in said["problems"] if p["severity"] == "error"]), (0, []), said["problems"])

    def test_mistyped_words_come_with_the_word_that_was_meant(self):
        for wrong, meant in [("intger", "integer"), ("txt", "text"), ("slect_one yn", "select_one"), ("begin_gruop", "begin_group"), ("datetme", "datetime")]:
            self.told(f"there is no type “{wrong}”; did you mean “{meant}”?", [question(wrong)], column="type")
        self.told("did you mean “yn”?", [question("select_one yni")], column="type")
        self.told("did you mean “first”?", [question("text", "first"), question("text", "b", relevant="${frist} = 1")], row=3, column="relevant")
        with self.subTest("a column"):
            workbook(self.path, survey=["type | name | label | relevent", "text | a | A | true()"])
            self.assertIn("did you mean “relevant”?", run("check", self.path)[1]["problems"][0]["message"])
        with self.subTest("a sheet"):
            workbook(self.path, surveys=["type | name | label", "text | a | A"])
            self.assertIn("is it “surveys”?", run("check", self.path)[1]["problems"][0]["message"])
        self.told("one that is called nearly so: “setting”", [question("text")], "warning", None, sheet=None, setting=["form_id", "x"])

    def test_references_are_written_and_meant_as_such(self):
        for wrong in ["${a }", "${ a}", "${a b}", "${}", "${.a}"]:
            self.told("is no reference", [question("text", "a"), question("note", "n", f"Say {wrong} here")], row=3, column="label")
        self.told("never closed", [question("text", "a"), question("note", "n", "Say ${a")], row=3, column="label")
        self.told("inside another one", [question("text", "a"), question("note", "n", "${a${a}}")], row=3, column="label")
        self.told("could be any of 2 rows", [question("begin group", "g"), question("text", "a"), question("end group", "", ""), question("text", "a"),
                                             question("note", "n", "${a}")], row=6, column="label")
        self.told("the name of nothing", [question("select_one l")], choices=["list_name | name | label", "l | x | Hello ${who}"], sheet="choices")
        self.fine([question("text", "a"), question("note", "n", "${a}${last-saved#a} (${a})")])

    def test_groups_and_repeats_are_opened_closed_and_named(self):
        self.told("closes nothing", [question("text"), question("end group", "", "")], row=3)
        self.told("every repeat of a form needs its own name",
                  [question("begin repeat", "r"), question("text"), question("end repeat", "", ""), question("begin group", "g"), question("begin repeat", "r"),
                   question("text"), question("end repeat", "", ""), question("end group", "", "")], row=6, column="name")
        self.told("cannot be called like the form's data", [question("begin repeat", "data"), question("text"), question("end repeat", "", "")])
        self.told("belongs to the whole form", [question("begin repeat", "r"), question("csv-external", "towns"), question("text"), question("end repeat", "", "")], row=3)
        self.told("there already, in row 2", [question("xml-external", "towns", ""), question("text"), question("begin group", "g"), question("xml-external", "towns", ""),
                                              question("text", "r"), question("end group", "", "")], row=5, column="name")
        self.fine([question("begin group", "data"), question("text", "data"), question("end group", "", "")])

    def test_a_hostile_workbook_ends_in_words(self):
        deep = [question("begin group", f"g{i}") for i in range(5000)]
        self.told("within each other more than 100 deep", deep, row=102)
        many = [question("text", f"q{i}", calculation=f"${{q{i}x}}") for i in range(3000)]
        self.assertEqual(self.check(many)[0], 1)
        choices = ["list_name | name | label", *(f"l | c{i} | C" for i in range(20_000))]
        self.fine([question("text", f"q{i}") for i in range(20_000)] + [question("select_one l", "which")], choices=choices)
        with zipfile.ZipFile(self.path, "w", zipfile.ZIP_DEFLATED) as out:
            book = "".join(f'<sheet name="s{i}" sheetId="{i}" r:id="r{i}"/>' for i in range(3))
            links = "".join(f'<Relationship Id="r{i}" Type="s" Target="worksheets/sheet{i}.xml"/>' for i in range(3))
            out.writestr("xl/workbook.xml", f'<workbook xmlns:r="{RELATIONS}"><sheets>{book}</sheets></workbook>')
            out.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{links}</Relationships>")
            for i in range(3):
                out.writestr(f"xl/worksheets/sheet{i}.xml", "<worksheet>" + ("<x>" + " " * 993 + "</x>") * 50_000 + "</worksheet>")
        code, said = run("check", self.path)
        self.assertEqual((code, list(said)), (2, ["error"]))
        self.assertIn("128 MB together", said["error"])

    def test_a_loop_asks_its_questions_once_for_each_choice(self):
        loop = [question("begin loop over yn", "l"), question("text", "why", "Why %(label)s?"), question("end loop", "", "")]
        self.fine(loop)
        self.assertEqual(run("check", self.path)[1]["items"], 2)
        self.told("does not name its list", [question("begin loop", "l"), question("text"), question("end loop", "", "")])
        self.told("there is no list “nn”", [question("begin loop over nn", "l"), question("text"), question("end loop", "", "")])

    def test_words_are_missing(self):
        for kind in ["text", "select_one yn", "range", "image", "rank yn", "acknowledge", "note"]:
            self.told("has no label and no hint", [question(kind, label="")], column="label")
        self.fine([question("text"), question("text", "silent", "", calculation="1")])
        self.told("is to be calculated, but there is no calculation", [question("calculate", label="")], column="calculation")

    def test_parameters_fit_their_question(self):
        for kind, parameters, words in [
            ("text", "rows=many", "“rows” has to be a whole number"), ("text", "size=3", "is no parameter of this type"), ("range", "step=0", "cannot be 0"),
            ("range", "start=a", "has to be a number"), ("range", "start=1 end=5 step=9", "is larger than the range"), ("range", "tick_interval=3 step=2 end=9", "a multiple of"),
            ("range", "placeholder=12", "lies outside the range"), ("range", "tick_labelset=zz", "there is no list “zz”"), ("image", "max-pixels=big", "has to be a whole number"),
            ("image", "app=camera", "the name of an app"), ("audio", "quality=best", "one of voice-only"), ("geopoint", "capture-accuracy=near", "has to be a number"),
            ("geotrace", "incremental=false", "has to be true"), ("select_one yn", "randomize=maybe", "has to be true or false"), ("select_one yn", "seed=3", "a seed needs"),
            ("select_one yn", "value=id", "is no parameter of this type"), ("select_one yn", "randomize=true seed=soon", "a number or a reference"),
            ("select_one_from_file t.csv", "value=a b", "is no parameter: they are written"), ("text", "rows", "is no parameter: they are written"),
        ]:
            self.told(words, [question(kind, parameters=parameters)], column="parameters")
        for kind, parameters in [("range", "start=0 end=1 step=0.1"), ("range", "start=5 end=1 step=-1"), ("image", "max-pixels=640"), ("select_one yn", "randomize = true, seed = 3"),
                                 ("geoshape", "allow-mock-accuracy=true"), ("text", "rows=5")]:
            self.fine([question(kind, parameters=parameters)])
        self.told("are needed together", [question("audit", "", "", parameters="location-priority=balanced")], column="parameters")
        self.told("the log is always called audit", [question("audit", "log", "")], column="name")
        self.told("one log only", [question("audit", "", ""), question("text"), question("audit", "", "")], row=4, column="type")
        self.told("the form asks nothing", [], row=1)

    def test_triggers_name_questions_that_are_asked(self):
        self.told("a trigger names a question", [question("text", "a"), question("text", "b", calculation="now()", trigger="6")], row=3, column="trigger")
        self.told("a trigger names a question", [question("text", "a"), question("text", "b", calculation="now()", trigger="${a} ${a}")], row=3, column="trigger")
        self.told("the name of nothing", [question("text", "b", calculation="now()", trigger="${a}")], column="trigger")
        self.told("is not asked", [question("calculate", "a", "", calculation="1"), question("text", "b", calculation="now()", trigger="${a}")], column="name")
        self.told("needs a trigger", [question("background-geopoint")], column="trigger")
        self.fine([question("text", "a"), question("text", "c"), question("dateTime", "b", "", calculation="now()", trigger="${a}, ${c}")])

    def test_what_is_not_done_is_said_with_what_happens_instead(self):
        for kind, columns, words in [
            ("image", {"appearance": "annotate"}, "pictures cannot be drawn on"),
            ("geopoint", {"parameters": "allow-mock-accuracy=false"}, "a place that another app makes up"), ("geoshape", {}, "an area on the map cannot be drawn"), ("text", {"default": "${last-saved#q}"}, "the last record is not looked up"),
            ("start-geopoint", {}, "the place is not recorded in the background"), ("simserial", {}, "the number of the SIM card is not read"),
            ("video", {}, "videos and files are not kept"), ("file", {}, "videos and files are not kept"),
        ]:
            self.told(words, [question(kind, **columns)], "unsupported")
            self.assertTrue(all(p["instead"] for p in self.check([question(kind, **columns)])[1]["problems"]))
        for kind in ["image", "audio"]:
            self.fine([question(kind)])

    def test_an_appearance_is_acted_on_or_told(self):
        asked = {"text": "w1 numbers-only printer:zebra sparkly", "integer": "masked thousands-sep counter bearing month-year", "date": "ethiopian coptic islamic bikram-sambat no-calendar",
                 "select_one yn": "map image-map w12 columns-x", "select_multiple yn": "quick map", "range": "vertical no-ticks distress", "barcode": "hidden-answer front",
                 "image": "annotate shiny", "geopoint": "maps", "rank yn": "minimal", "note": "multiline", "time": "year"}
        for kind, appearances in asked.items():
            for one in appearances.split():
                with self.subTest(f"{kind} {one}"):
                    code, said = self.check([question(kind, appearance=one)])
                    about = [p for p in said["problems"] if p["column"] == "appearance"]
                    self.assertEqual([(p["severity"], p["sheet"], p["row"]) for p in about], [("unsupported", "survey", 2)], said)
                    self.assertEqual((code, one in about[0]["message"], bool(about[0]["instead"])), (0, True, True), about)
        acted = {"text": "multiline numbers masked", "date": "month-year year", "select_one yn": "minimal autocomplete likert quick columns columns-3 compact-2 horizontal no-buttons label list-nolabel",
                 "select_multiple yn": "minimal columns-pack likert", "range": "rating picker", "image": "signature new new-front", "audio": "new"}
        for kind, appearances in acted.items():
            for one in appearances.split():
                with self.subTest(f"{kind} {one}"):
                    said = self.check([question(kind, appearance=one)])[1]
                    self.assertEqual([p for p in said["problems"] if p["column"] == "appearance"], [])
        grouped = self.check([question("begin group", "g", appearance="w4 field-list"), question("text"), question("end group", "", "")])[1]
        self.assertEqual([p["row"] for p in grouped["problems"] if p["column"] == "appearance"], [2])

    def test_settings_and_sheets_that_nothing_acts_on_are_told(self):
        for settings, words, severity in [
            (["style", "theme-grid"], "“theme-grid”", "unsupported"), (["style", "pages sparkly"], "“sparkly”", "unsupported"), (["form_id", "my form"], "has a space in it", "warning"),
            (["namespaces", "x http://x"], "are written as prefix=", "warning"), (["attribute::x:y", "z"], "its prefix is not declared", "unsupported"),
        ]:
            self.told(words, [question("text")], severity, sheet="settings", settings=settings)
        self.assertEqual(self.check([question("text")], settings=["style | form_id", "pages | my_form"])[1]["problems"], [])
        self.told("nothing reads the sheet “workings”", [question("text")], "warning", None, sheet="workings", workings=["a", "b"])
        self.assertEqual(self.check([question("text")], _workings=["a", "b"])[1]["problems"], [])

    def test_parts_of_an_xform_that_nothing_acts_on_are_told(self):
        def problems(body="", bind="", model=""):
            path = self.path.with_suffix(".xml")
            path.write_text('<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>T</h:title>'
                            f'<model><instance><data id="d"><a/></data></instance><bind nodeset="/data/a" type="string" {bind}/>{model}</model></h:head>'
                            f'<h:body>{body}<input ref="/data/a" appearance="sparkly"><label>A</label></input></h:body></h:html>', encoding="utf-8")
            code, said = run("check", path)
            self.assertEqual(code, 0, said)
            return [(p["severity"], p["message"]) for p in said["problems"]]
        always = ("unsupported", "nothing acts on the appearance “sparkly” of this kind of question")
        self.assertEqual(problems(), [always])
        for parts, words in [
            ({"body": "<switch><case><input ref='/data/a'/></case></switch>"}, "nothing acts on the element “switch”"), ({"body": "<submit><label>Go</label></submit>"}, "nothing acts on the element “submit”"),
            ({"model": "<insert nodeset='/data/a' event='xforms-ready'/>"}, "nothing acts on the element “insert”"), ({"bind": "jr:preload='patient' jr:preloadParams='dob'"}, "there is nothing to put in from “patient dob”"),
            ({"bind": "jr:preload='timestamp' jr:preloadParams='middle'"}, "there is nothing to put in from “timestamp middle”"), ({"bind": "p3ptype='x'"}, "nothing acts on “p3ptype”"),
            ({"bind": "jr:saveIncomplete='true()'"}, "nothing acts on “saveIncomplete”"),
        ]:
            with self.subTest(words):
                self.assertIn(("unsupported", words), problems(**parts))
        self.assertEqual(problems(bind="jr:preload='property' jr:preloadParams='deviceid' required='true()'"), [always])

    def test_sounds_that_nobody_plays_are_told(self):
        def unsupported(*rows):
            workbook(self.path, survey=["type | name | label | media::audio", *rows])
            return [p["message"] for p in run("check", self.path)[1]["problems"] if p["severity"] == "unsupported"]
        for name, message in [("hi.mp3", None), ("hi.OGG", None), ("hi.wav", None), ("hi.m4a", "a sound of this kind is not played; MP3, Ogg, WAV and FLAC are"), ("hi.amr", "a sound of this kind is not played; MP3, Ogg, WAV and FLAC are")]:
            with self.subTest(name):
                self.assertEqual(unsupported(f"note | n | Hello | {name}"), [message] if message else [])
        self.assertEqual(unsupported("begin group | g | G | hi.mp3", "note | n | Hello |", "end group"), ["the sound of a heading is not played"])

    def test_files_that_the_form_names_are_looked_for_beside_it(self):
        survey = ["type | name | label | media::image | media::audio | media::video | media::big-image", "note | n | Hello | cat.png | | hi.mp4 | large.png",
                  "select_one pets | pet | Which? | | | |", "begin group | g | Group | | | bye.mp4 |", "text | t | T | | meow.ogg | |", "end group"]
        workbook(self.path, survey=survey, choices=["list_name | name | label | image | video", "pets | cat | Cat | dog.png | purr.mp4"])

        def said():
            code, told = run("check", self.path)
            self.assertEqual(code, 0)
            return [(p["severity"], p["sheet"], p["row"], p["column"], p["message"]) for p in told["problems"]]
        missing = [("warning", "survey", 2, "media::image", "“cat.png” does not lie beside the form"),
                   ("warning", "survey", 5, "media::audio", "“meow.ogg” does not lie beside the form"),
                   ("warning", "choices", 2, "image", "“dog.png” does not lie beside the form")]
        first = said()
        self.assertEqual([p for p in first if p[0] == "warning"], missing)
        for row, column, words in [(2, "media::video", "a film is not shown"), (2, "media::big-image", "a larger picture does not open"), (4, "media::video", "a film is not shown")]:
            self.assertIn(("unsupported", "survey", row, column, words), first)
        self.assertTrue(any(p[0] == "unsupported" and "a film is not shown (the choice" in p[4] for p in first), first)
        self.assertFalse([p for p in first if "sound" in p[4]])
        (self.path.parent / "cat.png").touch()
        (self.path.parent / "a_form-media").mkdir()
        (self.path.parent / "a_form-media/dog.png").touch()
        (self.path.parent / "Meow.OGG").touch()
        self.assertEqual([p[4] for p in said() if p[0] == "warning"], ["“meow.ogg” does not lie beside the form, but “Meow.OGG” does: write its name in the same way"])

    def test_choices_are_named_once_and_fit_their_question(self):
        self.told("has no name", [question("text")], choices=["list_name | name | label", "l | | X"], sheet="choices", column="name")
        self.told("belongs to no list", [question("text")], "warning", choices=["list_name | name | label", " | x | X"], sheet="choices")
        self.told("cannot be used in a filter", [question("text")], "warning", 1, choices=["list_name | name | label | in town", "l | x | X | b"], sheet="choices")
        self.told("cannot filter its choices", [question("select_one yn or_other", choice_filter="true()")], column="choice_filter")
        self.told("needs its choices on the sheet", [question("select_one_from_file a.csv or_other")], column="type")
        self.told("has to end in .csv", [question("select_one_from_file a.txt")], column="type")
        self.told("instead of “yn”", [question("begin group", "g", appearance="table-list"), question("select_one yn", "a"), question("select_one l", "b"), question("end group", "", "")],
                  row=4, choices=[*YES_NO, "l | x | X"])
        self.told("is the name of a list on the sheet of choices and of a file", [question("select_one_from_file yn.csv")])
        self.fine([question("select_one yn or_other")])

    def test_settings_may_stand_among_the_questions_and_are_looked_at(self):
        self.fine([question("form_title", "My form", ""), question("text")])
        self.told("is neither yes nor no", [question("text")], "warning", 2, sheet="settings", settings=["allow_choice_duplicates", "Bob"])
        self.told("two spellings of one setting", [question("text")], "warning", 2, sheet="settings", settings=["id_string | form_id", "a | b"])
        self.told("needs the id of each record", [question("text")], sheet="settings", settings=["omit_instanceID | public_key", "yes | abc"])

    def test_entities_are_declared_before_they_are_saved(self):
        head = HEAD + " | save_to"
        def form(saved, *entities, kind="text", columns="list_name | label | entity_id | create_if | update_if"):
            workbook(self.path, survey=[head, question(kind, "a") + " | " + saved, *(["end group"] if "begin" in kind else [])], entities=[columns, *entities])
            return [p["message"] for p in run("check", self.path)[1]["problems"] if p["severity"] == "error"]
        self.assertEqual(form("height", "trees | ${a}"), [])
        for words, said in [
            ("no sheet of entities", form("height")), ("is kept for the entity itself", form("Label", "trees | ${a}")), ("cannot begin with two underscores", form("__x", "trees | ${a}")),
            ("cannot be a name", form("", "my trees | ${a}")), ("cannot hold a full stop", form("", "my.trees | ${a}")), ("is there twice", form("", "t | ${a}", "t | ${a}")),
            ("needs a label", form("", "trees |")), ("has to say which", form("", "trees | | | | true()")), ("the form needs its list", form("", "trees | | ${a} |")),
            ("when it is a change", form("", "trees | ${a} | ${a} | true() |")), ("has no name", form("", "| ${a}")), ("has no column “owner”", form("", "trees | ${a} | x", columns="list_name | label | owner")),
            ("there is no list “bees”", form("bees#height", "trees | ${a}")), ("which: list#property", form("height", "trees | ${a}", "bees | ${a}")),
            ("a group or repeat cannot be saved", form("height", "trees | ${a}", kind="begin group")),
        ]:
            with self.subTest(words):
                self.assertTrue(any(words in message for message in said), said)


if __name__ == "__main__":
    unittest.main()
