#!/usr/bin/python3
"""waymark-forms as people call it: spreadsheets made here, and those that others wrote (WAYMARK_FORMS_DIR). Argument: the program."""

import json
import os
import tempfile
import unittest
import zipfile
from pathlib import Path

from workbooks import run, workbook

class Forms(unittest.TestCase):
    def setUp(self):
        room = tempfile.TemporaryDirectory()
        self.addCleanup(room.cleanup)
        self.room = Path(room.name)

    def form(self, survey, **others):
        path = self.room / "a_form.xlsx"
        workbook(path, survey=survey, **others)
        return path

    def fill(self, form, *steps, expected=0):
        answers = self.room / "answers.json"
        answers.write_text(json.dumps([{"ref": s[0], "value": s[1]} if isinstance(s, tuple) else s for s in steps]), encoding="utf-8")
        code, said = run("fill", form, answers)
        self.assertEqual(code, expected, said)
        return said

    def test_expressions_are_worked_out(self):
        for expression, expected in [("-5 + 2", ("number", -3)), ("1 div 0", ("number", "Infinity")), ("'2021-03-01' - 1 = '2021-02-28'", ("boolean", True)),
                                     ("concat('a', 1)", ("string", "a1"))]:
            code, said = run("eval", expression)
            self.assertEqual((code, said["type"], said["value"]), (0, *expected))
        self.assertEqual(run("eval", "nope()"), (1, {"error": "at character 1: there is no function nope()"}))

    def test_expressions_look_at_an_instance_from_a_context(self):
        data = self.room / "data.xml"
        data.write_text("<d><r><x>1</x></r><r><x>2</x></r></d>", encoding="utf-8")
        self.assertEqual(run("eval", "x", "--instance", data, "--context", "/d/r[2]"), (0, {"type": "nodeset", "value": ["2"]}))
        self.assertEqual(run("eval", "x", "--instance", self.room / "gone.xml")[0], 2)
        self.assertEqual(run("eval", "1", "2"), (2, {"error": "one expression is expected and there are 2; put it in quotation marks"}))
        self.assertEqual(run("eval", "x", "--instance", "")[0], 2)

    def test_a_plain_form_works(self):
        form = self.form(["type | name | label | relevant | calculation | required", "text | who | Your name | | | yes",
                          "integer | age | Age of ${who} | ${who} != '' | |", "calculate | next | | | ${age} + 1 |"])
        self.assertEqual(run("check", form), (0, {"ok": True, "problems": [], "items": 2}))
        said = self.fill(form)
        self.assertEqual([(m["path"], m["kind"]) for m in said["messages"]], [("/data/who", "required")])
        self.assertFalse(said["relevant"]["/data/age"])
        self.assertNotIn("<age", said["xml"])
        said = self.fill(form, ("who", "Ali"), ("/data/age", 9))
        self.assertEqual((said["values"]["/data/next"], said["messages"]), ("10", []))
        self.assertIn("<age>9</age>", said["xml"])

    def test_choices_that_are_no_longer_offered_are_blank(self):
        form = self.form(["type | name | label | choice_filter", "select_one lands | land | Land |", "select_one towns | town | Town | in = ${land}"],
                         choices=["list_name | name | label | in", "lands | eng | England |", "lands | wal | Wales |", "towns | bham | Birmingham | eng",
                                  "towns | cdf | Cardiff | wal"])
        self.assertEqual(self.fill(form, ("land", "wal"), ("town", "cdf"))["values"]["/data/town"], "cdf")
        self.assertEqual(self.fill(form, ("land", "wal"), ("town", "cdf"), ("land", "eng"))["values"]["/data/town"], "")

    def filled(self, form, *answers):
        path = self.room / "given.json"
        path.write_text(json.dumps([{"ref": ref, "value": value} for ref, value in answers]), encoding="utf-8")
        return run("fill", form, path)

    def test_what_may_not_be_changed_is_not_answered(self):
        form = self.form(["type | name | label | read_only | default", "text | a | A | yes | kept", "text | b | B | ${c} = 'shut' |", "text | c | C | |", "note | n | N | |"])
        for ref, value in (("a", "other"), ("n", "x")):
            code, said = self.filled(form, (ref, value))
            self.assertEqual((code, said["values"]["/data/a"], said["values"]["/data/n"]), (1, "kept", ""))
        code, said = self.filled(form, ("b", "1"), ("c", "shut"), ("b", "2"))
        self.assertEqual((code, said["values"]["/data/b"]), (1, "1"))
        self.assertEqual(self.filled(form, ("b", "1"), ("c", "open"), ("b", "2"))[0], 0)

    def test_an_answer_that_is_none_is_told(self):
        form = self.form(["type | name | label | parameters | choice_filter", "select_one yn | one | One | |", "select_multiple yn | many | Many | |", "range | r | R | start=1 end=5 step=1 |",
                          "geopoint | g | G | |", "geotrace | t | T | |", "integer | i | I | |", "select_one yn | some | Some | | name = ${one}"],
                         choices=["list_name | name | label", "yn | yes | Yes", "yn | no | No"])
        for ref, value in (("one", "perhaps"), ("many", ["yes", "perhaps"]), ("r", 6), ("r", "0"), ("g", "somewhere"), ("g", "91 0 0 0"), ("g", "52.48 -1.9 high 5"), ("t", "1 2;x"), ("i", "many"), ("some", "yes")):
            with self.subTest(f"{ref} {value}"):
                code, said = self.filled(form, (ref, value))
                self.assertEqual((code, [(m["path"], m["kind"]) for m in said["messages"]]), (1, [(f"/data/{ref}", "constraint")]), said)
        fine = [("one", "yes"), ("many", ["no", "yes"]), ("r", 5), ("g", "52.48 -1.9 0 5"), ("t", "52.48 -1.9 0 0;52.49 -1.91"), ("i", 3), ("some", "yes")]
        self.assertEqual([self.filled(form, *fine)[0], self.filled(form, *fine)[1]["messages"]], [0, []])
        code, said = self.filled(form, *fine, ("one", "no"))  # what an earlier answer makes of it later is told, and no mistake
        self.assertEqual((code, said["values"]["/data/some"], [m["path"] for m in said["messages"]]), (0, "", ["/data/some"]))

    def test_a_constraint_that_fails_too_does_not_hide_that_it_is_none(self):
        form = self.form(["type | name | label | constraint", "integer | n | N | . < 5"])
        for value, code in (("x", 1), ({"missing": "refused"}, 1), (9, 0), (3, 0)):
            with self.subTest(value):
                self.assertEqual(self.filled(form, ("n", value))[0], code)

    def test_what_is_acknowledged_holds_ok_or_nothing(self):
        form = self.form(["type | name | label", "acknowledge | a | Read this"])
        for given, held in ((True, "OK"), (False, ""), ("OK", "OK")):
            self.assertEqual(self.fill(form, {"ref": "a", "value": given})["values"]["/data/a"], held)

    def test_a_repeat_is_asked_again_for_what_is_in_it(self):
        form = self.form(["type | name | label | calculation | repeat_count", "calculate | wanted | | if(count(${child}) = 0 or indexed-repeat(${more}, ${child}, count(${child})) = 'yes', count(${child}) + 1, count(${child})) |",
                          "begin repeat | child | Child | | ${wanted}", "text | more | Another? | |", "end repeat | | | |"])
        self.assertEqual(run("check", form)[0], 0)
        values = self.fill(form, ("/data/child[1]/more", "yes"), ("/data/child[2]/more", "no"))["values"]
        self.assertEqual([path for path in values if path.endswith("more")], ["/data/child[1]/more", "/data/child[2]/more"])

    def test_a_calculation_that_fails_is_told(self):
        form = self.form(["type | name | label | calculation", "text | a | A |", "calculate | b | | regex('x', ${a})"])
        code, said = self.filled(form, ("a", "[a-"))
        self.assertEqual((code, list(said["failures"])), (1, ["/data/b"]))
        self.assertEqual([self.filled(form, ("a", "[a-"), ("a", "x"))[0], self.filled(form, ("a", "x"))[1]["failures"]], [0, {}])
        for calculation, words in (("regex(${a}, '[a-')", "regex()"), ("digest(${a}, 'SHA-3')", "digest()"), ("sum(5)", "sum()")):
            code, said = run("check", self.form(["type | name | label | calculation", "text | a | A |", f"calculate | b | | {calculation}"]))
            self.assertEqual((code, [(p["row"], words in p["message"]) for p in said["problems"] if p["severity"] == "error"]), (1, [(3, True)]), said)

    def test_a_default_is_worked_out_with_or_without_spaces(self):
        for kind, default, value in (("integer", "1+1", "2"), ("integer", "2*3", "6"), ("text", "concat('a','b')", "ab"), ("integer", "7 mod 4", "3"), ("integer", "-5", "-5"), ("text", "well-known", "well-known"),
                                     ("date", "2021-03-07", "2021-03-07"), ("text", "'a + b'", "'a + b'"), ("text", "C++", "C++"), ("text", "+44 121", "+44 121"), ("geopoint", "52.5 -1.9 0 0", "52.5 -1.9 0 0"),
                                     ("text", "about 5 - 6", "about 5 - 6"), ("integer", "5 - 3", "2")):
            with self.subTest(default):
                form = self.form(["type | name | label | default", f"{kind} | q | Q | {default}"])
                self.assertEqual(self.fill(form)["values"]["/data/q"], value)

    def test_a_command_that_is_no_command_is_an_error_in_one_document(self):
        for arguments in ([], ["chekc", "x"], ["check"], ["fill", "x"], ["change", "x", "--alpha", "much"], ["convert", "x"], ["check", "x", "--nothing"]):
            code, said = run(*arguments)
            self.assertEqual((code, list(said)), (2, ["error"]), arguments)

    def test_eval_fails_where_a_call_that_nothing_answers_is_reached(self):
        for expression in ("if(false(), 1, nothing())", "false() or nothing()", "nothing()", "concat('a', nothing(1, 2))"):
            code, said = run("eval", expression)
            self.assertEqual((code, "there is no function nothing()" in said["error"]), (1, True))
        for expression, value in (("if(true(), 1, nothing())", 1), ("true() or nothing()", True), ("0 and substring()", False)):
            self.assertEqual((run("eval", expression)[0], run("eval", expression)[1]["value"]), (0, value))

    def test_check_tells_a_call_that_nothing_answers_wherever_it_stands(self):
        form = self.form(["type | name | label | relevant", "text | a | A | true() or nothing()"])
        self.assertIn("there is no function nothing()", str(run("check", form)[1]["problems"]))

    def test_answers_in_a_repeat_are_choices_elsewhere(self):
        form = self.form(["type | name | label | choice_filter", "begin repeat | person | Person |", "begin group | self | Self |", "text | name | Name |", "end group | | |",
                          "integer | age | Age |", "end repeat | | |", "integer | least | At least |", "select_one ${name} | grown | Which grown-up? | ${age} >= ${least}",
                          "select_one ${name} | second | Which? | position() = 2"])
        people = [("/data/person[1]/self/name", "Zoe"), ("/data/person[1]/age", 7), {"ref": "person", "add": True}, ("/data/person[2]/self/name", "Ali"), ("/data/person[2]/age", 40), ("least", 18)]
        again = self.room / "again.xlsx"
        self.assertEqual(run("convert", form, "-o", self.room / "form.xml")[0], 0)
        self.assertEqual(run("convert", self.room / "form.xml", "-o", again)[0], 0)
        for one in (form, again):
            for chosen, kept in (("Ali", "Ali"), ("Zoe", "")):
                values = self.fill(one, *people, ("grown", chosen), ("second", chosen), expected=0 if kept else 1)["values"]
                self.assertEqual((values["/data/grown"], values["/data/second"]), (kept, kept), one)

    def test_choices_from_a_repeat_around_the_question_are_of_all_its_occurrences(self):
        form = self.form(["type | name | label | choice_filter", "begin repeat | home | Home |", "begin repeat | member | Member |", "text | name | Name |", "integer | age | Age |",
                          "begin repeat | carer | Carer |", "select_one ${name} | who | Who? | ${age} > 17", "end repeat | | |", "end repeat | | |", "end repeat | | |"])
        home = "/data/home[1]/member"
        people = [(f"{home}[1]/name", "Zoe"), (f"{home}[1]/age", 7), {"ref": home, "add": True}, (f"{home}[2]/name", "Ali"), (f"{home}[2]/age", 40), {"ref": "/data/home", "add": True},
                  ("/data/home[2]/member[1]/name", "Eve"), ("/data/home[2]/member[1]/age", 50)]
        for chosen, kept in (("Ali", "Ali"), ("Zoe", ""), ("Eve", "")):
            said = self.fill(form, *people, (f"{home}[1]/carer[1]/who", chosen), (f"{home}[2]/carer[1]/who", chosen), expected=0 if kept else 1)
            self.assertEqual([said["values"][f"{home}[{i}]/carer[1]/who"] for i in (1, 2)], [kept, kept])

    def test_other_asks_what_other(self):
        form = self.form(["type | name | label", "select_multiple fruits or_other | fruit | Fruit"], choices=["list_name | name | label", "fruits | apple | Apple"])
        self.assertFalse(self.fill(form, ("fruit", ["apple"]))["relevant"]["/data/fruit_other"])
        self.assertTrue(self.fill(form, ("fruit", ["apple", "other"]))["relevant"]["/data/fruit_other"])

    def test_repeats_are_added_and_counted(self):
        form = self.form(["type | name | label | repeat_count | default | calculation", "begin repeat | child | Child | | |",
                          "text | name | Name | | concat('child ', position(..)) |", "end repeat | | | | |", "calculate | many | | | | count(${child})",
                          "integer | n | N | | 2 |", "begin repeat | pet | Pet | ${n} | |", "text | call | Call | | |", "end repeat | | | | |"])
        said = self.fill(form, {"ref": "child", "add": True}, ("/data/child/name", "Zoe"))
        self.assertEqual((said["values"]["/data/child[1]/name"], said["values"]["/data/child[2]/name"], said["values"]["/data/many"]), ("child 1", "Zoe", "2"))
        self.assertIn("/data/pet[2]/call", said["values"])
        self.assertNotIn("/data/pet[2]/call", self.fill(form, ("n", 1))["values"])

    def test_entities_stand_in_the_record(self):
        form = self.form(["type | name | label | save_to", "text | kind | Kind | species", "begin repeat | visit | Visit |", "date | day | Day |", "end repeat | | |"],
                         entities=["list_name | label | create_if", "trees | concat('A ', ${kind}) | ${kind} != ''"])
        xml = self.fill(form, ("kind", "oak"))["xml"]
        self.assertRegex(xml, '<entity dataset="trees" id="[0-9a-f-]{36}" create="true"><label>A oak</label></entity>')

    def test_a_loop_makes_a_group_for_each_choice(self):
        form = self.form(["type | name | label", "begin loop over pets | l | Pets", "text | call | What is your %(label)s called?", "end loop | |"],
                         choices=["list_name | name | label", "pets | cat | cat", "pets | dog | dog"])
        values = self.fill(form, ("/data/l/dog/call", "Rex"))["values"]
        self.assertEqual((values["/data/l/dog/call"], values["/data/l/cat/call"]), ("Rex", ""))

    def test_lists_beside_the_form_are_read(self):
        (self.room / "towns.csv").write_text('name,label,people\nbham,"Birmingham, UK",1100000\n', encoding="utf-8")
        form = self.form(["type | name | label | calculation", "select_one_from_file towns.csv | town | Town |",
                          "calculate | size | | pulldata('towns', 'people', 'name', ${town})"])
        self.assertEqual(self.fill(form, ("town", "bham"))["values"]["/data/size"], "1100000")
        (self.room / "towns.csv").write_text('\ufeffname;label;people\r\nbham;"Birmingham; UK";1100000\r\n', encoding="utf-8")
        self.assertEqual(self.fill(form, ("town", "bham"))["values"]["/data/size"], "1100000")
        for broken in ['name,name\na,b\n', 'name,label\n"a,b\n', ""]:
            (self.room / "towns.csv").write_text(broken, encoding="utf-8")
            self.assertIn("cannot be read", run("check", form)[1]["problems"][0]["message"])
        (self.room / "towns.csv").unlink()
        self.assertEqual([p["severity"] for p in run("check", form)[1]["problems"]], ["warning"])

    def test_mistakes_are_told_by_row_and_column(self):
        choices = ["list_name | name | label", "l | x y | X", "l | z | Z", "l | z | Z"]
        for survey, row, column, severity, words in [
            (["type | name | label", "txet | a | A"], 2, "type", "error", "there is no type “txet”"),
            (["type | name | label", "text | a | A", "text | a | B"], 3, "name", "error", "is there twice"),
            (["type | name | label", "text | a | A", "text | A | B"], 3, "name", "warning", "differ only in capitals"),
            (["type | name | label", "text | | A"], 2, "name", "error", "has no name"),
            (["type | name | label", "text | 1st try | A"], 2, "name", "error", "cannot be a name"),
            (["type | name | label", " | a | A"], 2, "type", "error", "has no type"),
            (["type | name | label", "begin group | g | G", "text | a | A"], 2, "type", "error", "is never closed"),
            (["type | name | label", "begin repeat | g | G", "text | a | A", "end group | |"], 4, "type", "error", "closes nothing"),
            (["type | name | label", "select_one fruits | a | A"], 2, "type", "error", "there is no list “fruits”"),
            (["type | name | label | relevant", "text | a | A | ${b} = 1"], 2, "relevant", "error", "the name of nothing"),
            (["type | name | calculation", "calculate | a | 1 +"], 2, "calculation", "error", "stops too early"),
            (["type | name | calculation", "calculate | a | rond(1)"], 2, "calculation", "error", "there is no function rond()"),
            (["type | name | calculation", "calculate | a | ${b}", "calculate | b | ${a}"], 2, "calculation", "error", "in a circle"),
            (["type | name | label", "select_multiple l | a | A"], 2, "name", "error", "has a space in it"),
            (["type | name | label", "select_one l | a | A"], 4, "name", "error", "two choices “z”"),
            (["type | name | label | colour", "text | a | A | red"], 1, "colour", "warning", "is none that a form has"),
            (["type | name | label | label", "text | a | A | B"], 1, "label", "error", "is there twice"),
            (["type | name | label", "text | a |"], 2, "label", "error", "has no label"),
            (["type | name | label", "geoshape | a | A"], 2, "type", "unsupported", "an area on the map"),
            (["type | name | label::English | label::Welsh", "text | a | A |"], 2, "label::Welsh", "warning", "lacks the label of 1 row"),
        ]:
            with self.subTest(words):
                code, said = run("check", self.form(survey, choices=choices))
                told = [(p["row"], p["column"], p["severity"]) for p in said["problems"] if words in p["message"]]
                self.assertIn((row, column, severity), told, said["problems"])
                if severity == "error":
                    self.assertEqual((code, said["ok"]), (1, False))

    def test_spreadsheets_of_other_programs_are_read(self):
        """Parts under other names, shared texts in runs, booleans, dates as numbers, results of formulas, rows without numbers."""
        main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        links = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
        path = self.room / "other.xlsx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
            out.writestr("_rels/.rels", f'<Relationships {links}><Relationship Id="a" Type="{office}/officeDocument" Target="/book/wb2.xml"/></Relationships>')
            out.writestr("book/wb2.xml", f'<workbook {main} xmlns:r="{office}"><sheets><sheet name="notes" sheetId="1" state="hidden" r:id="s1"/><sheet name="survey" sheetId="2" r:id="s2"/></sheets></workbook>')
            out.writestr("book/_rels/wb2.xml.rels", f'<Relationships {links}><Relationship Id="s1" Type="{office}/worksheet" Target="worksheets/n.xml"/><Relationship Id="s2" Type="{office}/worksheet" '
                         f'Target="/book/worksheets/s.xml"/><Relationship Id="t" Type="{office}/sharedStrings" Target="texts.xml"/><Relationship Id="y" Type="{office}/styles" Target="looks.xml"/></Relationships>')
            out.writestr("book/texts.xml", f'<sst {main}><si><t>type</t></si><si><r><t>na</t></r><r><t>me</t></r></si><si><t>label</t></si><si><t>default</t></si><si><t>required</t></si></sst>')
            out.writestr("book/looks.xml", f'<styleSheet {main}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>')
            out.writestr("book/worksheets/n.xml", f'<worksheet {main}><sheetData/></worksheet>')
            heads = "".join(f'<c t="s"><v>{i}</v></c>' for i in range(5))
            out.writestr("book/worksheets/s.xml", f'<worksheet {main}><sheetData><row>{heads}</row><row r="2"/><row r="3"><c r="A3" t="inlineStr"><is><t>date</t></is></c><c r="B3" t="str"><f>A1</f><v>day</v></c>'
                         f'<c r="C3" t="inlineStr"><is><t>Day</t></is></c><c r="D3" s="1"><v>44262</v></c><c r="E3" t="b"><v>1</v></c></row><row r="5"><c r="A5" t="inlineStr"><is><t>integer</t></is></c>'
                         f'<c r="B5" t="inlineStr"><is><t>n</t></is></c><c r="C5"><v>5</v></c><c r="D5"><v>3.0</v></c></row></sheetData><mergeCells><mergeCell ref="F1:G2"/></mergeCells></worksheet>')
        self.assertEqual(run("check", path), (0, {"ok": True, "problems": [], "items": 2}))
        said = self.fill(path, ("day", ""))
        self.assertEqual([m["kind"] for m in said["messages"]], ["required"])
        said = self.fill(path)
        self.assertEqual((said["values"]["/data/day"], said["values"]["/data/n"]), ("2021-03-07", "3"))

    def test_old_spreadsheets_are_refused_with_what_to_do(self):
        old = self.room / "old.xls"
        old.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600))
        code, said = run("check", old)
        self.assertEqual(code, 2)
        self.assertIn("save it as .xlsx", said["error"])

    def test_what_cannot_be_read_is_said(self):
        broken = self.room / "broken.xlsx"
        broken.write_text("not a zip", encoding="utf-8")
        self.assertEqual(run("check", broken)[0], 2)
        self.assertEqual(run("check", self.room / "gone.xml")[0], 2)

    def test_forms_that_others_wrote_check_and_fill(self):
        folder = os.environ.get("WAYMARK_FORMS_DIR")
        if not folder:
            self.skipTest("WAYMARK_FORMS_DIR is not set: the forms that others wrote were not tried")
        for form in sorted(Path(folder).glob("*.xlsx")):
            with self.subTest(form.name):
                code, said = run("check", form)
                self.assertEqual((code, said["ok"]), (1, False) if form.name.startswith("bad-") else (0, True), said)
                if not form.name.startswith("bad-"):
                    self.assertIn("instanceID>uuid:", self.fill(form)["xml"])


if __name__ == "__main__":
    unittest.main()
