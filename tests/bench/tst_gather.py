#!/usr/bin/python3
"""What gather.py takes for a figure and what it refuses, how it judges, and what it writes: the real script over measurements made up here."""

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import figures
from gather import BadFigure, figure_of, reached, table

GATHER = Path(__file__).resolve().parent / "gather.py"


def whole(**changes):
    return {"name": "push", "unit": "ops/s", "median": 50, "low": 40, "high": 60, "runs": 5,
            "beside": {"name": "bare inserts", "median": 100, "low": 90, "high": 110, "runs": 5}, "ratio": 0.5,
            "goal": {"kind": "ratio_at_least", "value": 0.5}, **changes}


def without(figure, *path):
    *way, last = path
    at = figure
    for key in way:
        at = at[key]
    del at[last]
    return figure


class Figure(unittest.TestCase):
    def test_a_whole_line_is_a_figure(self):
        self.assertEqual(figure_of(json.dumps(whole())), whole())

    def test_a_limit_was_not_run(self):
        figure_of(json.dumps(whole(beside={"name": "a frame", "median": 100, "low": 100, "high": 100, "runs": 0})))

    def test_what_is_not_whole_is_refused(self):
        nan = json.dumps(whole(median=float("nan")))
        rows = {
            "words": "12,303 ops/s", "no object": "[1]", "no peer": without(whole(), "beside"), "a peer without a name": without(whole(), "beside", "name"),
            "a peer without a figure": without(whole(), "beside", "median"), "no goal": without(whole(), "goal"),
            "a goal of words": whole(goal="at least 0.5"), "a goal of an unknown kind": whole(goal={"kind": "fast", "value": 1}),
            "a goal without its value": whole(goal={"kind": "ratio_at_most"}), "no unit": without(whole(), "unit"), "no name": whole(name=""),
            "no runs": without(whole(), "runs"), "not run": whole(runs=0), "no spread": without(whole(), "high"),
            "a median outside its spread": whole(high=45), "a peer of nothing": whole(beside={**whole()["beside"], "median": 0, "low": 0}),
            "a ratio of something else": whole(ratio=2.0), "a number that is none": nan, "a yes for a number": whole(median=True),
        }
        for name, line in rows.items():
            with self.subTest(name), self.assertRaises(BadFigure):
                figure_of(line if isinstance(line, str) else json.dumps(line))

    def test_goals_are_judged_at_their_edge(self):
        rows = [({"kind": "ratio_at_least", "value": 0.5}, True), ({"kind": "ratio_at_least", "value": 0.51}, False),
                ({"kind": "ratio_at_most", "value": 0.5}, True), ({"kind": "ratio_at_most", "value": 0.49}, False),
                ({"kind": "at_most", "value": 50}, True), ({"kind": "at_most", "value": 49}, False), ({"kind": "to_print", "value": 0}, None)]
        for goal, wanted in rows:
            with self.subTest(goal):
                self.assertIs(reached(whole(goal=goal)), wanted)

    def test_the_table_says_what_is_reached(self):
        rows = table([whole(median=12303.4, low=11196, high=12708, ratio=0.16), whole(name="tap", unit="ms", goal={"kind": "at_most", "value": 1500})])
        self.assertIn("12,303 [11,196, 12,708] ops/s", rows[2])
        self.assertIn("bare inserts: 100 [90.0, 110]", rows[2])
        self.assertIn("ratio at least 0.5: not reached", rows[2])
        self.assertIn("at most 1,500 ms: reached", rows[3])

    def test_the_form_in_python_is_the_form(self):
        said = subprocess.run([sys.executable, "-B", "-c", "import figures as f; f.report('a', 'ms', f.spread_of([3, 1, 2]), 'b', f.limit(4), f.at_most(2))"],
                              cwd=GATHER.parent, text=True, stdout=subprocess.PIPE, check=True).stdout
        figure = figure_of(said)
        self.assertEqual((figure["median"], figure["low"], figure["high"], figure["runs"], figure["ratio"]), (2, 1, 3, 3, 0.5))
        self.assertEqual(figures.at_most(2), figure["goal"])


class Gathering(unittest.TestCase):
    def setUp(self):
        room = tempfile.TemporaryDirectory()
        self.addCleanup(room.cleanup)
        self.build = Path(room.name)
        (self.build / "bench").mkdir()
        (self.build / "CMakeCache.txt").write_text("CMAKE_BUILD_TYPE:STRING=Release\n", encoding="utf-8")

    def bench(self, name, *lines, status=0):
        program = self.build / "bench" / name
        said = "".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines)
        program.write_text(f"#!/bin/sh\ncat <<'END'\n{said}END\nexit {status}\n", encoding="utf-8")
        program.chmod(0o755)

    def gather(self, *names):
        done = subprocess.run([sys.executable, "-B", str(GATHER), "--build", str(self.build), "--output", str(self.build / "bench.json"), *names],
                              text=True, capture_output=True, check=False)
        return done.returncode, done.stdout, json.loads((self.build / "bench.json").read_text(encoding="utf-8"))

    def test_all_figures_are_in_the_table_and_in_the_file(self):
        self.bench("bench_a", whole(), whole(name="pull"))
        self.bench("bench_b", whole(name="tap", goal={"kind": "ratio_at_least", "value": 2}))
        code, said, written = self.gather("bench_a", "bench_b")
        self.assertEqual(code, 0, said)  # a goal that is not reached is told, and fails nothing
        self.assertEqual([(figure["bench"], figure["name"], figure["reached"]) for figure in written["figures"]],
                         [("bench_a", "push", True), ("bench_a", "pull", True), ("bench_b", "tap", False)])
        self.assertEqual((written["build"], written["wrong"]), ("Release", []))
        for name in ("push", "pull", "tap"):
            self.assertIn(f"| {name} ", said)

    def test_one_that_is_wrong_fails_the_run_and_hides_no_other(self):
        self.bench("bench_alone", without(whole(), "beside"))
        self.bench("bench_ends", whole(), status=3)
        self.bench("bench_silent")
        self.bench("bench_whole", whole(name="pull"))
        code, said, written = self.gather("bench_alone", "bench_ends", "bench_silent", "bench_whole")
        self.assertEqual(code, 1)
        self.assertEqual([wrong.split(": {")[0] for wrong in written["wrong"]],
                         ["bench_alone: there is nothing beside the figure", "bench_ends: exit 3", "bench_silent: it printed no figure"])
        self.assertIn("WRONG bench_silent", said)
        self.assertEqual([figure["bench"] for figure in written["figures"]], ["bench_ends", "bench_whole"])


if __name__ == "__main__":
    unittest.main()
