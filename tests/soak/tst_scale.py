#!/usr/bin/python3
"""The scale measurement, small: its claims hold for twenty tablets, too, on SQLite and on two processes over PostgreSQL. Figures are not judged but
for what is counted: nothing lost, nothing doubled, little said when there is nothing to say, and a pull that brings what is new alone."""

import sys
import unittest

BUILD = sys.argv.pop(1)

from scale import idle_on_the_wire, long_stream, measure, parsed  # noqa: E402
from postgres import Postgres  # noqa: E402

SMALL = parsed(["--build", BUILD, "--halls", "4", "--tablets", "5", "--people", "5", "--rounds", "2", "--threads", "10", "--entries", "20000", "200",
                "--pulls", "3", "--news", "7"])


class Scale(unittest.TestCase):
    def check(self, figures):
        self.assertTrue(figures["whole"], figures)
        self.assertEqual(figures["records"], 4 * 5 * (5 * 2 + 1))

    def test_nothing_is_lost_or_doubled(self):
        self.check(measure(BUILD, SMALL))

    def test_nothing_is_lost_or_doubled_between_two_processes(self):
        postgres = Postgres()
        try:
            self.check(measure(BUILD, SMALL, 2, postgres.new_database("scale")))
        finally:
            postgres.close()

    def test_nothing_new_in_five_streams_is_little_with_headers(self):
        self.assertLess(idle_on_the_wire(BUILD), 1280)

    def test_a_pull_from_a_long_stream_brings_what_is_new_alone(self):
        figures = long_stream(BUILD, SMALL)
        self.assertEqual(figures["rows_in_a_pull"], [[7, 7, 7], [7, 7, 7]])


if __name__ == "__main__":
    unittest.main()
