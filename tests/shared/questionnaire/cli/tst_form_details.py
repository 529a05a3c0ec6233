#!/usr/bin/python3
"""What forms of the field hold beyond plain questions, and what becomes of it: worked, refused or told. Argument: the program."""

import unittest
from xml.etree import ElementTree

from workbooks import Case, run, workbook

HEAD = "type | name | label"


class Details(Case):
    def test_how_many_entries_a_repeat_has_is_an_answer_where_it_is_worked_out(self):
        head = HEAD + " | repeat_count"
        said = self.fill([head, "begin repeat | child | Child | 1 + 1", "text | name | Name |", "end repeat", "note | n | There are ${child_count} |"])
        self.assertEqual((said["values"]["/data/child_count"], said["values"]["/data/child[2]/name"]), ("2", ""))
        said = self.fill([head, "begin repeat | row | Row |", "begin repeat | seat | Seat | position(..) + 1", "text | who | Who |", "end repeat", "end repeat"], {"ref": "/data/row", "add": True})
        self.assertEqual((said["values"]["/data/row[1]/seat_count"], said["values"]["/data/row[2]/seat_count"]), ("2", "3"))
        self.assertIn("/data/row[2]/seat[3]/who", said["values"])
        self.told("“child_count” is there twice", [head, "integer | child_count | How many |", "begin repeat | child | Child | 2", "text | name | Name |", "end repeat"], "error", 3, "name")
        said = self.fill([head, "integer | child_count | How many |", "begin repeat | child | Child | ${child_count}", "text | name | Name |", "end repeat"], ("child_count", 2))
        self.assertIn("/data/child[2]/name", said["values"])

    def test_a_default_in_an_inner_repeat_sees_the_entry_around_it(self):
        said = self.fill([HEAD + " | default", "begin repeat | family | Family |", "text | street | Street |", "begin repeat | member | Member |", "text | home | Home | ${street}", "end repeat", "end repeat"],
                         ("/data/family[1]/street", "Elm"), {"ref": "/data/family[1]/member", "add": True})
        self.assertEqual(said["values"]["/data/family[1]/member[2]/home"], "Elm")

    def test_a_default_with_references_inside_calls_is_worked_out(self):
        said = self.fill([HEAD + " | default", "text | a | A | oak", "text | b | B | if(${a} = 'oak', 'tree', 'other')"])
        self.assertEqual(said["values"]["/data/b"], "tree")

    def test_files_that_pulldata_looks_into_need_no_row_of_their_own(self):
        survey = [HEAD + " | calculation", "text | who | Who |", "calculate | size | | pulldata('towns', 'people', 'name', ${who})"]
        self.told("the list “towns.csv” does not lie beside the form", survey, "warning", 3, "type")
        (self.room / "towns.csv").write_text("name,people\nleeds,800000\n", encoding="utf-8")
        self.fine(survey)
        self.assertEqual(self.fill(survey, ("who", "leeds"))["values"]["/data/size"], "800000")
        self.assertIn('<instance id="towns" src="jr://file-csv/towns.csv"/>', self.xform(survey))
        self.told("is the name of two lists", [*survey, "xml-external | towns |"], "error", 3, "calculation")

    def test_columns_of_a_list_are_there_where_choices_are_made_of_them(self):
        survey = [HEAD + " | parameters", "select_one_from_file towns.csv | town | Town | value=code label=words"]
        (self.room / "towns.csv").write_text("name,words\nleeds,Leeds\n", encoding="utf-8")
        self.told("has no column “code” to take the answers from", survey, "error", 2, "type")
        (self.room / "towns.csv").write_text("code,label\nleeds,Leeds\n", encoding="utf-8")
        self.told("has no column “words”", survey, "warning", 2, "type")
        (self.room / "towns.csv").write_text("code,words\nleeds,Leeds\n", encoding="utf-8")
        self.fine(survey)

    def test_words_of_choices_hold_answers_and_so_do_names_of_files(self):
        lists = ["list_name | name | label", "l | first | First of ${who}", "l | rest | The rest"]
        self.assertIn('First of <output value="/data/who"/>', self.xform([HEAD, "text | who | Who", "select_one l | q | Q"], choices=lists))
        self.assertIn('jr://images/<output value="/data/who"/>.png', self.xform([HEAD + " | image", "text | who | Who |", "note | n | N | ${who}.png"]))
        self.fine([HEAD + " | image", "text | who | Who |", "note | n | N | ${who}.png"])

    def test_a_look_into_a_list_stands_among_words(self):
        survey = [HEAD, "select_one l | pet | Pet", "note | n | Yours is a instance('l')/root/item[name = ${pet}]/label."]
        lists = ["list_name | name | label", "l | c | Cat", "l | d | Dog"]
        self.assertIn("""Yours is a <output value="instance('l')/root/item[name =  /data/pet ]/label"/>.<""", self.xform(survey, choices=lists))
        self.assertIn("instance (of time)", self.xform([HEAD, "note | n | For instance (of time)"]))

    def test_spaces_are_tidied_unless_the_form_asks_to_leave_them(self):
        survey = [HEAD + " | calculation", "integer | n | N | string-length('a  b')"]
        for settings, length in ((["form_id", "x"], "3"), (["clean_text_values", "yes"], "3"), (["clean_text_values", "no"], "4")):
            self.fine(survey, settings=settings)
            self.assertEqual(self.fill(survey, settings=settings)["values"]["/data/n"], length)

    def test_typographic_quotes_in_names_match_plain_ones_in_expressions(self):
        said = self.fill([HEAD + " | relevant", "select_one l | q | Q |", "text | t | T | ${q} = \"O’Neill\""], ("q", "O'Neill"), choices=["list_name | name | label", "l | O’Neill | O’Neill"])
        self.assertTrue(said["relevant"]["/data/t"])
        self.assertEqual(said["messages"], [])

    def test_old_types_keep_their_own_limits(self):
        for kind, wrong, right in (("phone number", "no", "0121"), ("percentage", 101, 100), ("number of days in last month", 32, 31), ("number of days in last six months", 184, 183), ("number of days in last year", 366, 365)):
            with self.subTest(kind):
                self.assertEqual([len(self.fill([HEAD, f"{kind} | q | Q"], ("q", value))["messages"]) for value in (wrong, right)], [1, 0])

    def test_actions_in_the_background_are_written_into_the_form(self):
        xml = self.xform([HEAD + " | trigger | parameters", "start-geopoint | begun | | |", "background-audio | tape | | | quality=Low", "text | a | A | |", "background-geopoint | there | | ${a} |"])
        for words in ('<odk:setgeopoint event="odk-instance-first-load" ref="/data/begun"/>', '<odk:recordaudio event="odk-instance-load" ref="/data/tape" odk:quality="low"/>',
                      '<input ref="/data/a"><label>A</label><odk:setgeopoint event="xforms-value-changed" ref="/data/there"/></input>'):
            self.assertIn(words, xml)

    def test_parameters_that_nothing_acts_on_are_told(self):
        head = HEAD + " | parameters | appearance"
        ticks = ["list_name | name | label", "l | 0 | None", "l | 10 | All"]
        for kind, parameters, words in (("integer", "shiny=true", "nothing acts on “shiny”"), ("note", "rows=3", "nothing acts on “rows”"), ("audio", "quality=low", "nothing acts on “quality”"),
                                        ("geotrace", "incremental=yes", "nothing acts on “incremental”"), ("image", "app=org.example.app", "another app cannot be opened"),
                                        ("range", "tick_interval=2", "nothing acts on “tick-interval”"), ("range", "placeholder=5", "nothing acts on “placeholder”"),
                                        ("range", "tick_labelset=l", "the ticks of a range have no labels"), ("geoshape", "reference-geometry=l", "places of a list are not shown")):
            self.told(words, [head, f"{kind} | q | Q | {parameters} |"], "unsupported", 2, "parameters", choices=ticks)
        self.told("names a list of choices, a list in a file or a repeat", [head, "geopoint | q | Q | reference-geometry=m |"], "error", 2, "parameters", choices=ticks)
        for parameters in ("start==1", "start=1&end=2", "start=1end=2"):
            self.told("is no parameter", [head, f"range | q | Q | {parameters} |"], "error", 2, "parameters")
        self.fine([head, "select_one l | q | Q | RANDOMIZE=True |"], choices=ticks)

    def test_cells_that_are_for_another_kind_of_row_are_told(self):
        head = HEAD + " | choice_filter | repeat_count | constraint | appearance | save_to"
        for survey, row, column, severity in (
            (["text | q | Q | true() | | | |"], 2, "choice_filter", "unsupported"), (["text | q | Q | | 3 | | |"], 2, "repeat_count", "unsupported"),
            (["begin group | g | G | | | 1 = 1 | |", "text | q | Q", "end group"], 2, "constraint", "unsupported"), (["hidden | h | | | | | minimal |", "text | q | Q"], 2, "appearance", "unsupported"),
            (["begin group | g | G", "text | q | Q", "end group | | | | | | field-list |"], 4, "appearance", "warning"), (["begin group | g | G", "text | q | Q", "end group | | | | | | | size"], 4, "save_to", "error"),
            (["begin group | g | G", "end group", "text | q | Q"], 2, "type", "warning"),
        ):
            with self.subTest(survey):
                problems = self.check([head, *survey])
                self.assertIn((severity, "survey", row, column), [(p["severity"], p["sheet"], p["row"], p["column"]) for p in problems], problems)

    def test_a_list_that_tells_what_to_search_for_is_no_list_of_choices(self):
        head, lists = HEAD + " | appearance", ["list_name | name | label", "l | code | words"]
        self.told("give each a list of its own", [head, "select_one l | a | A | search('towns')", "select_one l | b | B |"], "error", 2, "appearance", choices=lists)
        self.assertTrue(all(p["severity"] == "warning" for p in self.check([head, "select_one l | a | A | search('towns')", "select_one l | b | B | search('towns')"], choices=lists)))

    def test_names_and_words_that_a_form_cannot_do_without(self):
        for survey in (["begin group | g | G", "text | meta | M", "end group"], ["begin repeat | g | G", "begin group | meta | M", "text | q | Q", "end group", "end repeat"]):
            self.told("is kept for data about the record", [HEAD, *survey], "error", 3, "name")
        self.fine([HEAD, "text | META | M"])
        self.told("has no label and no hint", ["type | name | guidance_hint", "text | q | Only for those who ask"], "error", 2, "label")

    def test_attributes_and_namespaces_of_the_forms_own_are_written(self):
        settings = ['namespaces | attribute::own:x | attribute::plain | instance_xmlns', 'own="http://example.org/own" | 1 | 2 | http://example.org/record']
        survey = [HEAD + " | instance::own:unit | bind::own:y | body::own:z | bind::foreign:w", "text | q | Q | cm | 3 | 4 | 5"]
        said = self.fill(survey, ("q", "a"), settings=settings)
        for words in ('xmlns="http://example.org/record"', 'own:x="1"', 'plain="2"', '<q own:unit="cm">a</q>'):
            self.assertIn(words, said["xml"])
        self.assertIn('own:y="3"', self.xform(survey, settings=settings))
        self.told("nothing acts on “y”", survey, "unsupported", 2, "bind::own:y", settings=settings)
        self.told("nothing acts on “z”", survey, "unsupported", 2, "body::own:z", settings=settings)
        self.told("“foreign:w” is no name of an attribute", survey, "unsupported", 1, "bind::foreign:w", settings=settings)
        entity = [HEAD + " | bind::entities:create", "text | q | Q | 1"]
        self.told("“entities:create” is no name of an attribute", entity, "unsupported", 1, "bind::entities:create")
        self.assertIn('xmlns:entities="http://example.org/own"', self.xform(entity, settings=["namespaces", 'entities="http://example.org/own"']))
        self.assertIn('accuracyThreshold="2.5"', self.xform([HEAD + " | body::accuracyThreshold", "geopoint | q | Q | 2.5"]))

    def test_the_language_of_the_first_column_is_the_first_that_people_see(self):
        said = self.fill(["type | name | label::Welsh (cy) | label::English (en) | constraint | constraint_message::English (en) | constraint_message::Welsh (cy)", "integer | q | C | Q | . > 5 | More | Mwy"], ("q", 3))
        self.assertEqual([m["text"] for m in said["messages"]], ["Mwy"])

    def test_headings_are_read_with_any_spaces_and_capitals(self):
        for heading in ("constraint  message", "Constraint Message", " CONSTRAINT_MESSAGE ", "bind::jr:constraintMsg"):
            with self.subTest(heading):
                said = self.fill([f"type | name | label | constraint | {heading}", "integer | q | Q | . > 5 | More, please"], ("q", 3))
                self.assertEqual([m["text"] for m in said["messages"]], ["More, please"])

    def test_words_can_hold_what_is_worked_out(self):
        for words, made in (("{{ ${a} * 2 }} and {{ 1 + 1 }}", '<output value="/data/a * 2"/> and <output value="1 + 1"/>'), ("{{${a}}}!", '<output value="/data/a"/>!'), (r"as \{{ it \}} is", "as {{ it }} is"), (r"{{ concat('\}}', ${a}) }}", "<output value=\"concat('}}', /data/a )\"/>"),
                            ("{{ count(/data/a) }} of instance('l')/root/item", "<output value=\"count(/data/a)\"/> of instance('l')/root/item"), ("{{", ">{{<"), ("a }} b", ">a }} b<"), ("{{ }}none", ">none<")):
            with self.subTest(words):
                self.assertIn(made, self.xform([HEAD, "integer | a | A", f"note | n | {words}"]).replace("  ", " "))
                out, back = self.path.with_suffix(".xml"), self.room / "back.xlsx"
                run("convert", out, "-o", back)
                run("convert", back, "-o", out)
                self.assertIn(made, out.read_text(encoding="utf-8").replace("  ", " "))
        head = HEAD + " | constraint | constraint_message"
        self.assertIn("/data/a  - 5", self.xform([head, "integer | a | A | . < 5 | {{ ${a} - 5 }} too many"]))
        for words, wrong in (("{{ ${a} + 1", "never closed"), ("{{ {{ 1 }} }}", "inside another one"), ("{{ 1 + }}", "cannot be read"), ("{{ foo(1) }}", "foo")):
            self.told(wrong, [HEAD, "integer | a | A", f"note | n | {words}"], "error", 3, "label")
        self.told("never closed", [HEAD, "select_one l | a | A"], "error", 2, "label", "choices", choices=["list_name | name | label", "l | x | {{ 1"])

    def test_the_description_of_a_picture_goes_with_it(self):
        for file in ("a.png", "b.png"):
            (self.room / file).write_bytes(b"")
        survey, choices = ["type | name | label | media::image | media::image-description", "select_one l | q | Q | a.png | A cat"], ["list_name | name | label | image | image-description", "l | x | X | b.png | A dog"]
        told = "the description of a picture is not read out"
        self.told(told, survey, "unsupported", 2, "media::image-description", choices=["list_name | name | label", "l | x | X"])
        self.assertEqual([p["sheet"] for p in self.check(survey, choices=choices) if told in p["message"]], ["survey", "choices"])
        for _ in range(2):
            run("convert", self.path, "-o", self.room / "out.xml")
            xform = (self.room / "out.xml").read_text(encoding="utf-8")
            self.assertIn('<value form="image-description">A cat</value>', xform)
            self.assertIn('<value form="image-description">A dog</value>', xform)
            run("convert", self.room / "out.xml", "-o", self.path)

    def test_no_cell_is_dropped_in_silence(self):
        for type_, columns in (("hidden", ("image", "image::Welsh (cy)", "audio", "intent", "body::kind", "accuracyThreshold")), ("csv-external", ("hint", "relevant", "default", "bind::x", "appearance", "hint::Welsh (cy)")), ("end group", ("hint", "image", "body::kind", "rows", "constraint_message"))):
            for column in columns:
                opens = ["begin group | g | G |", "text | in | In |"] if type_ == "end group" else []
                self.told(f"the column “{column}” of a", [f"{HEAD} | {column}", "text | a | A |", *opens, f"{type_} | q | | 1"], "unsupported", 3 + len(opens), column)
        self.assertEqual([p["row"] for p in self.check([HEAD + " | body::kind", "begin repeat | r | R | x", "text | a | A |", "end repeat"])], [2])

    def test_what_is_said_in_two_places_is_said_once(self):
        self.assertIn('rows="8"', self.xform([HEAD + " | body::rows | parameters", "text | a | A | 7 | rows=8"]))

    def test_a_moment_in_a_question_for_a_day_is_the_day(self):
        values = self.fill([HEAD + " | default | calculation", "date | a | A | now() |", "date | b | B | | now()", "time | c | C | now() |", "dateTime | d | D | now() |", "text | e | E | now() |"])["values"]
        self.assertEqual([len(values[f"/data/{name}"]) for name in "abcde"], [10, 10, 18, 29, 29], values)

    def test_spaces_that_were_pasted_in_are_spaces(self):
        hard = "\u00a0"
        self.fine([f"type | name | label | read{hard}only", f"select_one{hard}l | q | Q | no"], choices=[f"list{hard}name | name | label", "l | a | A"])

    def test_a_reference_without_braces_is_none(self):
        self.told("there are no variables such as $a", [HEAD + " | relevant", "text | a | A |", "text | b | B | $a = 1"], "error", 3, "relevant")

    def test_the_only_sheet_is_the_questions(self):
        workbook(self.path, Sheet1=[HEAD, "text | a | A"])
        code, said = run("check", self.path)
        self.assertEqual((code, said["items"], [p["severity"] for p in said["problems"]]), (0, 1, ["warning"]))
        for name in ("_survey", "surveys"):
            workbook(self.path, **{name: [HEAD, "text | a | A"]})
            self.assertEqual(run("check", self.path)[0], 1)

    def test_each_entity_has_a_place_of_its_own(self):
        head, sheet = HEAD + " | save_to", ["list_name | label", "trees | ${a}", "birds | ${b}"]
        apart = [head, "begin group | g | G |", "text | a | A | trees#kind", "end group", "begin group | h | H |", "text | b | B | birds#kind", "end group"]
        self.assertTrue(all(p["severity"] == "unsupported" for p in self.check(apart, entities=sheet)))
        xml = self.fill(apart, ("a", "oak"), ("b", "owl"), entities=sheet)["xml"]
        self.assertRegex(xml, r"(?s)<g>.*<label>oak</label>.*</g>.*<h>.*<label>owl</label>.*</h>")
        self.assertIn('entities:saveto="kind"', self.xform(apart, entities=sheet))
        self.told("there is none left for “birds”", [head, "text | a | A | trees#kind", "text | b | B | birds#kind"], "error", 3, "list_name", "entities", entities=sheet)
        split = [head, "text | a | A | trees#kind", "begin repeat | r | R |", "text | b | B | trees#size", "end repeat"]
        self.told("row 2 stands elsewhere", split, "error", 4, "save_to", entities=sheet[:2])
        two = [head, "begin repeat | r | R |", "text | a | A |", "end repeat", "begin repeat | s | S |", "text | b | B |", "end repeat"]
        self.told("stands in another repeat", two, "error", 2, "label", "entities", entities=["list_name | label", "trees | concat(${a}, ${b})"])

    def test_an_entity_stands_where_its_questions_meet(self):
        head = HEAD + " | save_to"
        nested = [head, "begin repeat | r | R |", "text | a | A |", "begin group | g | G |", "text | b | B | one#x", "begin group | h | H |", "begin group | i | I |", "text | c | C | two#x",
                  "end group", "end group", "end group", "end repeat"]
        all_ = "concat(${a}, ${b}, ${c})"
        xform = ElementTree.fromstring(self.xform(nested, entities=["list_name | label", f"one | {all_}", f"two | {all_}", f"three | {all_}", f"four | {all_}"]))
        holders = {meta.find("{*}entity").get("dataset"): holder.tag.split("}")[-1] for holder in xform.iter() for meta in holder.findall("{*}meta") if meta.find("{*}entity") is not None}
        self.assertEqual(holders, {"one": "g", "two": "i", "three": "h", "four": "r"})
        none = "there is none left for"
        self.told(none, [head, "begin group | g | G |", "text | a | A | one#x", "text | b | B | two#x", "end group"], "error", 3, "list_name", "entities", entities=["list_name | label", "one | ${a}", "two | ${b}"])
        between = [head, "begin repeat | r | R |", "text | a | A | one#x", "begin group | g | G |", "text | b | B | one#y", "begin group | h | H |", "text | c | C | two#x", "end group", "begin group | i | I |", "text | d | D | two#y",
                   "end group", "end group", "end repeat"]
        self.told(none, between, "error", 3, "list_name", "entities", entities=["list_name | label", "one | ${a}", "two | ${c}"])
        moved = [head, "begin group | g | G |", "begin group | h | H |", "text | a | A |", "end group", "text | b | B |", "end group"]
        self.assertTrue(all(p["severity"] != "error" for p in self.check(moved, entities=["list_name | label", "one | ${a}", "two | ${a}", "three | ${b}"])))


class XForms(Case):
    """The same of forms that are XML already."""

    def form(self, data="<a/>", model="", body="<input ref='/data/a'><label>A</label></input>", after=""):
        path = self.room / "form.xml"
        path.write_text('<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms">\n<h:head><h:title>T</h:title>'
                        f'<model><instance><data id="t">{data}</data></instance>\n{model}</model>{after}</h:head>\n<h:body>\n{body}\n</h:body></h:html>', encoding="utf-8")
        return path

    def test_what_is_passed_over_is_told_by_line(self):
        for parts, line, words in (({"after": "<model><instance><data id='u'><b/></data></instance></model>"}, 3, "a form has one model"),
                                   ({"model": "<submission action='http://example.org' method='post'/>"}, 3, "not sent to another server"),
                                   ({"model": "<submission orx:auto-send='true'/>"}, 3, "sending and deleting cannot be set"),
                                   ({"data": "<r><a/></r>", "model": "<bind nodeset='/data/r[2]/a' required='true()'/>", "body": "<input ref='/data/r/a'><label>A</label></input>"}, 3, "some entries of a repeat only"),
                                   ({"body": "<input ref='/data/a' query=\"instance('x')/root/item\"><label>A</label></input>"}, 5, "choices of a table beside the form"),
                                   ({"body": "<input ref='/data/a' appearance='sparkly'><label>A</label></input>"}, 5, "sparkly"),
                                   ({"body": "<range ref='/data/a' start='0' end='5' step='0'><label>A</label></range>"}, 5, "the step of a range cannot be 0"),
                                   ({"body": "<range ref='/data/a' start='low' end='5' step='1'><label>A</label></range>"}, 5, "the start of a range has to be a number")):
            with self.subTest(words):
                problems = run("check", self.form(**parts))[1]["problems"]
                self.assertIn(line, [p["row"] for p in problems if words in p["message"]], problems)

    def test_a_question_may_name_its_rules_instead_of_its_place(self):
        form = self.form(model="<bind id='rules' nodeset='/data/a' required='true()'/><setvalue bind='rules' event='odk-instance-first-load' value='1 + 1'/>", body="<input bind='rules'><label>A</label></input>")
        self.assertEqual(run("check", form), (0, {"ok": True, "problems": [], "items": 1}))
        self.assertEqual(self.filled(form)["values"]["/data/a"], "2")
        self.assertEqual([m["kind"] for m in self.filled(form, ("/data/a", ""))["messages"]], ["required"])

    def test_rules_may_stand_within_each_other(self):
        form = self.form(data="<g><a/><b>x</b></g>", model="<bind nodeset='/data/g'><bind nodeset='a' required='true()'/></bind><bind nodeset='/data/g/b' jr:preload='uid'/><bind nodeset='/data/g/b' readonly='true()'/>",
                         body="<input ref='/data/g/a'><label>A</label></input>")
        said = self.filled(form)
        self.assertEqual([(m["path"], m["kind"]) for m in said["messages"]], [("/data/g/a", "required")])
        self.assertTrue(said["values"]["/data/g/b"].startswith("uuid:"), said["values"])

    def test_line_breaks_around_a_value_are_none_of_it(self):
        lists = "<instance id='l'><root><item><name>\n  oak\n </name></item></root></instance><bind nodeset='/data/b' calculate=\"concat(/data/a, '-', instance('l')/root/item/name)\"/>"
        self.assertEqual(self.filled(self.form(data="<a>\n  ash\n</a><b/>", model=lists))["values"]["/data/b"], "ash-oak")

    def test_a_list_in_a_file_takes_the_place_of_what_stands_in_for_it(self):
        stand_in = "<instance id='e' src='jr://file/towns.xml'><root><item><name>_</name><label>_</label></item></root></instance><bind nodeset='/data/a' calculate=\"join(' ', instance('e')/root/item/name)\"/>"
        form = self.form(model=stand_in)
        self.assertEqual(self.filled(form)["values"]["/data/a"], "_")
        (self.room / "towns.xml").write_text("<root><item><name>leeds</name></item><item><name>york</name></item></root>", encoding="utf-8")
        self.assertEqual(self.filled(form)["values"]["/data/a"], "leeds york")

    def test_what_stands_among_the_questions_happens_too(self):
        form = self.form(data="<a/><b/><c/>", body="<setvalue event='odk-instance-first-load' ref='/data/b'>set</setvalue><setvalue event='odk-instance-first-load' ref='/data/c' value='1 + 1'/><input ref='/data/a'><label>A</label></input>")
        values = self.filled(form)["values"]
        self.assertEqual((values["/data/b"], values["/data/c"]), ("set", "2"))

    def test_a_rule_for_nothing_spoils_nothing(self):
        form = self.form(model="<bind nodeset='/data/gone' type='int' required='true()'/>")
        code, said = run("check", form)
        self.assertEqual((code, [(p["severity"], p["row"], p["instead"]) for p in said["problems"]]), (0, [("warning", 3, "the rule is passed over")]))

    def test_a_list_may_call_its_columns_as_it_likes(self):
        item = "<item key='k1' words='First'><code>c1</code><title>One</title><area>north</area></item>"
        for value, label, answer in (("code", "title", "c1"), ("@key", "@words", "k1"), ("./code", "./title", "c1")):
            with self.subTest(value):
                form = self.form(model=f"<instance id='l'><root>{item}</root></instance>",
                                 body=f"<select1 ref='/data/a'><label>A</label><itemset nodeset=\"instance('l')/root/item[area = 'north']\"><value ref='{value}'/><label ref='{label}'/></itemset></select1>")
                said = run("convert", form, "-o", self.path)[1]
                self.assertTrue(all("spreadsheet calls “name”" in p["message"] for p in said["problems"]) and said["problems"], said)
                self.assertEqual(run("check", self.path)[1]["problems"], [])
                again = self.filled(self.path, ("/data/a", answer))
                self.assertEqual((again["values"]["/data/a"], again["messages"]), (answer, []))


if __name__ == "__main__":
    unittest.main()
