#!/usr/bin/python3
"""Forms that would bring a reader down: words without end, cells without measure, repeats that double. Argument: the program."""

import unittest

from workbooks import Case

HEAD = "type | name | label | calculation"
CHOICES = "list_name | name | label"


class Hostile(Case):
    def test_words_that_name_themselves_come_to_an_end(self):
        said = self.fill([HEAD, "select_one l | a | Q", "calculate | c | | jr:choice-name(${a}, '${a}')"], ("a", "x"),
                         choices=[CHOICES, "l | x | Old {{ jr:choice-name('x', '/data/a') }}", "l | y | New"])
        self.assertEqual(said["values"]["/data/c"].strip(), "Old")
        self.assertIn("name themselves", str(said["failures"]))

    def test_a_message_that_names_itself_comes_to_an_end(self):
        said = self.fill(["type | name | label | required | required_message", "text | a | A | yes | Give {{ jr:itext('/data/a:jr:requiredMsg') }}"])
        self.assertEqual([m["text"].strip() for m in said["messages"]], ["Give Give"])  # itself once, and then nothing

    def test_a_filter_that_asks_for_the_name_of_its_own_choice_comes_to_an_end(self):
        said = self.fill(["type | name | label | choice_filter", "select_one l | a | Q | jr:choice-name(name, '${a}') = 'X'"], ("a", "x"), choices=[CHOICES, "l | x | X"])
        self.assertIn("failures", said)

    def test_a_name_within_names_within_names_is_worked_out_alone(self):
        depth, width = 7, 20
        choices = [CHOICES] + [f"l{i} | c{k} | " + (f"{{{{ jr:choice-name('c1', '/data/q{i + 1}') }}}}{k}" if i + 1 < depth else f"end{k}") for i in range(depth) for k in range(width)]
        said = self.fill([HEAD, *(f"select_one l{i} | q{i} | Q" for i in range(depth)), "calculate | c | | jr:choice-name('c3', '${q0}')"], choices=choices)
        self.assertEqual(said["values"]["/data/c"], "end1" + "1" * (depth - 2) + "3")

    def test_a_cell_that_nobody_wrote_is_told_and_read_as_empty(self):
        long = "a" * 400_000
        for words in (f"look instance('{long}')", f"{{{{ {long} }}}}", "x" + "\u00a0" * 40_000 + "x", f"pulldata('{long}', 'a', 'b', 'c')"):
            self.told("more than 32,767 letters", ["type | name | label | hint", f"text | a | A | {words}"], "error", 2, None)
        self.told("more than 32,767 letters", [HEAD, "text | a | A"], "error", 2, None, sheet="settings", settings=["form_id | namespaces", f'x | y="{long}"'])

    def test_the_longest_cell_is_read(self):
        for part in ("instance ", "instance('", "instance('a')/b[", "pulldata('", "${a} ", "’"):
            self.check([HEAD, "text | a | A", "note | n | " + part * (32_767 // len(part))])

    def test_repeats_that_stand_in_too_many_others_are_told(self):
        repeats = [f"begin repeat | r{i} | R" for i in range(9)]
        self.told("more than 8 deep", [HEAD, *repeats, "text | a | A", *["end repeat"] * 9], "error", 10, "type")
        self.fine([HEAD, *repeats[:8], "text | a | A", *["end repeat"] * 8])

    def test_a_slip_in_the_parameters_of_the_log_is_a_mistake_with_a_row(self):
        problems = self.check(["type | name | label | parameters", "text | a | A", 'audit | audit | | "track-changes"=true'])
        self.assertTrue(any(p["row"] == 3 and p["column"] == "parameters" for p in problems), problems)

    def test_what_the_form_is_made_of_is_no_attribute_of_the_author(self):
        for column in ("instance::jr:template", "bind::xmlns:jr", "instance::xmlns"):
            problems = self.check([f"type | name | label | {column}", "begin repeat | r | R | x", "text | a | A | x", "end repeat"])
            self.assertTrue(problems, column)


if __name__ == "__main__":
    unittest.main(verbosity=2)
