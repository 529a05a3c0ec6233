#!/usr/bin/python3
"""Choices looked up in a table beside the form: the appearance search(…) of the field's older forms. Argument: the program."""

import unittest

from workbooks import Case, run

HEAD = "type | name | label | appearance"
WELLS = "code,name,area,depth,sortby\nw1,Old well,North,4,3\nw2,Mill well,south,9,1\nw3,New well,north,12,2\nw1,Old well again,north,4,4\n"
LIST = ["list_name | name | label", "wells | code | name"]


class Search(Case):
    def offered(self, appearance, *steps, choices=LIST, value="w1 w2 w3 0"):
        """Which of the values are choices, of a question that takes several."""
        (self.room / "wells.csv").write_text(WELLS, encoding="utf-8")
        refused = set()
        for one in value.split():
            said = self.fill([HEAD, "text | area | Area |", "text | word | Word |", f"select_multiple wells | q | Which | {appearance}"], *steps, ("q", one), choices=choices)
            if said["values"]["/data/q"] != one or said["messages"]:
                refused.add(one)
        return [one for one in value.split() if one not in refused]

    def test_every_row_of_the_table_is_a_choice(self):
        self.assertEqual(self.offered("search('wells')"), ["w1", "w2", "w3"])
        self.assertEqual(self.offered('minimal search( "wells" )'), ["w1", "w2", "w3"])
        self.assertEqual(self.offered("search('wells')", choices=[*LIST, "wells | 0 | None of them"]), ["w1", "w2", "w3", "0"])

    def test_rows_are_chosen_by_what_was_answered(self):
        self.assertEqual(self.offered("search('wells', 'matches', 'area', ${area})", ("area", "NORTH")), ["w1", "w3"])
        self.assertEqual(self.offered("search('wells', 'startswith', 'name', ${word})", ("word", "m")), ["w2"])
        self.assertEqual(self.offered("search('wells', 'endsWith', 'code', '3')"), ["w3"])
        self.assertEqual(self.offered("quick search('wells', 'contains', 'name, area', 'nor')"), ["w1", "w3"])
        self.assertEqual(self.offered("search('wells', 'contains', 'name', ${word}, 'area', ${area})", ("word", "well"), ("area", "south")), ["w2"])
        self.assertEqual(self.offered("search('wells', 'contains', 'name', ${word}, 'area', ${area})"), [])

    def test_nothing_is_told_of_a_search_that_works(self):
        (self.room / "wells.csv").write_text(WELLS, encoding="utf-8")
        self.fine([HEAD, "select_one wells | q | Which | search('wells', 'matches', 'area', 'a (b) c')"], choices=LIST)

    def test_what_is_wrong_with_a_search(self):
        survey = lambda call: [HEAD, f"select_one wells | q | Which | {call}"]
        self.told("“wells.csv” does not lie beside the form", survey("search('wells')"), "warning", 2, "appearance", choices=LIST)
        (self.room / "wells.csv").write_text(WELLS, encoding="utf-8")
        self.told("no column “colour”", survey("search('wells', 'matches', 'colour', 'red')"), "error", 2, "appearance", choices=LIST)
        self.told("no column “number”", survey("search('wells')"), "error", 2, "appearance", choices=["list_name | name | label", "wells | number | name"])
        self.told("no column “title”", survey("search('wells')"), "warning", 2, "appearance", choices=["list_name | name | label", "wells | code | title"])
        self.told("“nearly” is no way to search", survey("search('wells', 'nearly', 'name', 'x')"), "warning", 2, "appearance", choices=LIST)
        self.told("takes 1, 4 or 6", survey("search('wells', 'contains')"), "error", 2, "appearance", choices=LIST)
        self.told("has no end", survey("search('wells'"), "error", 2, "appearance", choices=LIST)
        self.assertTrue(any(p["severity"] == "error" and p["row"] == 2 for p in self.check(survey("search('wells')"), choices=["list_name | name | label", "wells | code | Mill's name"])))
        self.told("which columns", survey("search('wells')"), "warning", 2, "appearance", choices=["list_name | name | label", "wells | 0 | None"])
        self.told("“search('wells')”", [HEAD, "text | q | Which | search('wells')"], "unsupported", 2, "appearance")

    def test_what_a_search_cannot_do_is_told(self):
        (self.room / "wells.csv").write_text(WELLS, encoding="utf-8")
        head = "type | name | label | appearance | choice_filter | parameters"
        survey = lambda rest: [head, f"select_one wells | q | Which | search('wells') | {rest}"]
        self.told("the condition “area = 'north'”", survey("area = 'north' |"), "warning", 2, "choice_filter", choices=["list_name | name | label | area", "wells | code | name | north"])
        self.told("cannot be shuffled", survey("| randomize=true"), "unsupported", 2, "parameters", choices=LIST)
        form = self.room / "form.xml"
        form.write_text("""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>Wells</h:title><model>
<instance><data id="wells"><q/></data></instance><instance id="names"><root><item><name>code</name><label>name</label></item></root></instance><bind nodeset="/data/q" type="string"/></model></h:head>
<h:body><select1 ref="/data/q" appearance="search('wells')"><label>Which</label><itemset nodeset="randomize(instance('names')/root/item)"><value ref="name"/><label ref="label"/></itemset></select1></h:body></h:html>""", encoding="utf-8")
        self.assertIn("filters or shuffles", run("check", form)[1]["problems"][0]["message"])
        form.write_text(form.read_text(encoding="utf-8").replace("randomize(instance('names')/root/item)", "instance('names')/root/item"), encoding="utf-8")
        self.assertEqual(run("check", form)[1]["problems"], [])

    def test_other_is_a_choice_beside_those_found(self):
        (self.room / "wells.csv").write_text(WELLS, encoding="utf-8")
        said = self.fill([HEAD, "select_one wells or_other | q | Which | search('wells')"], ("q", "other"), choices=LIST)
        self.assertEqual((said["values"]["/data/q"], said["messages"], said["relevant"]["/data/q_other"]), ("other", [], True))

    def test_conversion_keeps_the_search(self):
        survey = [HEAD, "text | area | Area |", "select_one wells | q | Which | minimal search('wells', 'matches', 'area', ${area})"]
        choices = [*LIST[:1], "wells | code | name,depth", "wells | 0 | None"]
        xform = self.xform(survey, choices=choices)
        self.assertIn("<label>name,depth</label><value>code</value>", xform)
        self.assertNotIn('<instance id="wells"', xform)
        (self.room / "wells.csv").write_text(WELLS, encoding="utf-8")
        self.path.with_suffix(".xml").write_text(xform, encoding="utf-8")
        back = self.room / "back.xlsx"
        self.assertEqual(run("convert", self.path.with_suffix(".xml"), "-o", back)[0], 0)
        again = self.filled(back, ("area", "south"), ("q", "w2"))
        self.assertEqual((again["values"]["/data/q"], again["messages"]), ("w2", []))
        run("convert", back, "-o", self.room / "again.xml")
        self.assertIn("<label>name,depth</label><value>code</value></item><item><label>None</label><value>0</value>", (self.room / "again.xml").read_text(encoding="utf-8"))

    def test_a_path_within_an_entry_is_that_of_the_entry(self):
        (self.room / "wells.csv").write_text(WELLS, encoding="utf-8")
        form = self.room / "form.xml"
        form.write_text("""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>Wells</h:title><model>
<instance><data id="wells"><visit><area/><q/></visit></data></instance><bind nodeset="/data/visit/area" type="string"/><bind nodeset="/data/visit/q" type="select1"/></model></h:head>
<h:body><group ref="/data/visit"><label>Visit</label><repeat nodeset="/data/visit"><input ref="/data/visit/area"><label>Area</label></input>
<select1 ref="/data/visit/q" appearance="search('wells', 'matches', 'area', ../area)"><label>Which</label><item><label>name</label><value>code</value></item></select1></repeat></group></h:body></h:html>""", encoding="utf-8")
        self.assertEqual(run("check", form)[1]["problems"], [])
        said = self.filled(form, {"ref": "/data/visit", "add": True}, ("/data/visit[1]/area", "north"), ("/data/visit[2]/area", "south"), ("/data/visit[1]/q", "w3"), ("/data/visit[2]/q", "w2"))
        self.assertEqual((said["values"]["/data/visit[1]/q"], said["values"]["/data/visit[2]/q"], said["messages"]), ("w3", "w2", []))


if __name__ == "__main__":
    unittest.main()
