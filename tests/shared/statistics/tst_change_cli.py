#!/usr/bin/python3
"""waymark-forms change: the vectors that the library is held against too, and random lists against arithmetic of our own. Argument: the
program."""

import json
import math
import random
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import arithmetic

PROGRAM = sys.argv.pop(1)
VECTORS = json.loads((Path(__file__).parent / "vectors" / "change.json").read_text(encoding="utf-8"))


def differences(expected, got, at=""):
    """Where `got` does not hold what is expected; members that nobody expects are free."""
    if isinstance(expected, dict) and isinstance(got, dict):
        for key, value in expected.items():
            yield from differences(value, got[key], f"{at}.{key}") if key in got else [f"{at}.{key} is not there"]
    elif isinstance(expected, list) and isinstance(got, list) and len(expected) == len(got):
        for i, (one, other) in enumerate(zip(expected, got)):
            yield from differences(one, other, f"{at}[{i}]")
    elif isinstance(expected, (int, float)) and isinstance(got, (int, float)) and isinstance(expected, bool) == isinstance(got, bool):
        if not math.isclose(expected, got, rel_tol=1e-7, abs_tol=1e-9):
            yield f"{at} is {got} and not {expected}"
    elif expected != got:
        yield f"{at} is {got!r} and not {expected!r}"


class Change(unittest.TestCase):
    def setUp(self):
        room = tempfile.TemporaryDirectory()
        self.addCleanup(room.cleanup)
        self.list = Path(room.name) / "list.csv"

    def change(self, text, **options):
        """Exit code, the one JSON document, and the words."""
        self.list.write_bytes(text if isinstance(text, bytes) else text.encode())
        lower = ["--lower-is-better"] if options.pop("better", "higher") == "lower" else []
        given = lower + [part for name, value in options.items() for part in (f"--{name}", str(value))]
        done = subprocess.run([PROGRAM, "change", str(self.list), *given], text=True, capture_output=True, check=False)
        self.assertNotIn("NaN", done.stdout)
        return done.returncode, json.loads(done.stdout), done.stderr

    def assertHolds(self, expected, got, what=None):
        self.assertEqual(list(differences(expected, got)), [], what)

    def test_the_vectors_hold(self):
        for case in VECTORS:
            with self.subTest(case["name"]):
                options = {name: case[name] for name in ("min", "max", "alpha", "better") if name in case}
                code, said, words = self.change("\n".join(case["list"]) + "\n", **options)
                self.assertHolds(case["expect"], said, words)
                self.assertEqual(code, case["exit"], words)

    def test_the_words_say_the_direction_where_less_is_better(self):
        _, said, words = self.change("person,point,score\n" + "".join(f"p{i},baseline,9\np{i},later,{i % 2 + 6}\n" for i in range(6)), better="lower")
        self.assertEqual((said["better"], said["improved"], said["declined"], said["mean_baseline"]), ("lower", 6, 0, 9))
        self.assertIn("lower is better; a fall counts as improved", words)

    def test_the_published_digits_of_twelve_pairs(self):
        _, said, words = self.change("\n".join(VECTORS[0]["list"]), alpha=0.8)
        digits = {"mean_baseline": "4.8333", "mean_later": "6.0833", "sd_baseline": "1.7495", "sd_later": "1.5643", "mean_change": "1.25",
                  "sd_change": "1.21543", "se": "0.35086", "t": "3.5626", "df": "11", "p": "0.00445", "t_critical": "2.20099",
                  "d_z": "1.0284", "d_av": "0.7544", "d_pre": "0.7145", "hedges_j": "0.93023", "g_av": "0.7018", "sign_p": "0.02148", "r": "0.73636"}
        for name, text in digits.items():
            places = len(text.partition(".")[2])
            self.assertEqual(f"{said[name]:.{places}f}", text, name)
        self.assertEqual([f"{end:.4f}" for end in said["ci95"]], ["0.4778", "2.0222"])
        self.assertEqual([f"{end:.4f}" for end in said["improved_ci95"]], ["0.4677", "0.9111"])
        self.assertEqual((said["improved"], said["same"], said["declined"]), (9, 2, 1))
        self.assertIn("people who stayed changed by +1.25 [0.48, 2.02]", words)
        self.assertIn("early", words)

    def test_random_lists_agree_with_arithmetic(self):
        chance = random.Random(20261121)
        for _ in range(20):
            n = chance.choice([2, 3, 5, 9, 10, 11, 12, 40])
            pairs = [(chance.randint(4, 20) / 4, chance.randint(4, 20) / 4) for _ in range(n)]
            groups = [chance.choice(["", "east", "west", "north"]) for _ in pairs]
            rows = [f"person {i},{point},{score},{groups[i]}" for i, pair in enumerate(pairs) for point, score in zip(("baseline", "later"), pair)]
            chance.shuffle(rows)
            code, said, _ = self.change("person,point,score,group\n" + "\n".join(rows), min=1, max=5, alpha=0.75)
            self.assertEqual(code, 0)
            self.assertHolds(arithmetic.paired(pairs), said, pairs)
            if arithmetic.sd([a for a, _ in pairs]) > 0:
                self.assertHolds(arithmetic.reliable(pairs, 0.75), said, pairs)
            if all(g["n"] > 1 and n - g["n"] > 1 for g in said["gap"].values()):
                self.assertHolds(arithmetic.gaps(pairs, groups), said["gap"], pairs)

    def test_lists_as_spreadsheets_save_them(self):
        plain = "person,point,score\nann,baseline,3\nann,later,4\n"
        wanted = self.change(plain)[1]
        for what, text in {"byte order mark": b"\xef\xbb\xbf" + plain.encode(), "Windows lines": plain.replace("\n", "\r\n"),
                           "old Mac lines": plain.replace("\n", "\r"), "no last line end": plain.rstrip(), "blank lines": plain.replace("\n", "\n\n"),
                           "quotation marks everywhere": "\n".join(",".join(f'"{c}"' for c in line.split(",")) for line in plain.splitlines())}.items():
            code, said, _ = self.change(text)
            self.assertEqual((code, said), (0, wanted), what)

    def test_what_cannot_be_read_is_said_with_exit_2(self):
        for text in ["", "a,b\n1,2\n", "person;point;score\na;later;3\n", "person,point\na,later\n", 'person,point,score\n"a,later,3\n',
                     b"person,point,score\ncaf\xe9,later,3\n", b"\xff\xfep\0", "person,point,score,score\na,later,3,3\n"]:
            code, said, words = self.change(text)
            self.assertEqual((code, list(said)), (2, ["error"]), text)
            self.assertTrue(words.strip())
        for options in [{"min": 5, "max": 1}, {"min": 5, "max": 5}, {"alpha": 1.5}, {"alpha": -0.1}, {"alpha": "nan"}, {"max": "inf"}]:
            self.assertEqual(self.change("person,point,score\n", **options)[0], 2, options)
        gone = subprocess.run([PROGRAM, "change", "/nowhere/list.csv"], capture_output=True, check=False)
        self.assertEqual((gone.returncode, list(json.loads(gone.stdout))), (2, ["error"]))

    def test_an_empty_option_is_said_with_exit_2(self):
        for option in ["alpha", "min", "max"]:
            code, said, _ = self.change("person,point,score\nann,baseline,3\nann,later,4\n", **{option: ""})
            self.assertEqual((code, list(said)), (2, ["error"]))
            self.assertIn(f"--{option}", said["error"])

    def test_scores_too_large_to_reckon_with_are_told_and_counted(self):
        code, said, words = self.change("person,point,score\na,baseline,1e308\na,later,-1e308\nb,baseline,2\nb,later,1e101\nc,baseline,1e99\nc,later,-1e99\n")
        self.assertEqual((code, said["people"], said["n"]), (1, 3, 1))
        self.assertEqual(said["excluded"], {"baseline_unscored": 1, "later_unscored": 1})
        self.assertEqual([p["row"] for p in said["problems"]], [2, 3, 5])
        self.assertIn("“1e308” is too large to be reckoned with", words)

    def test_where_the_baseline_names_no_group_the_first_row_that_does_counts(self):
        rows = [f"p{i},{point},{i + later},{group}" for i in range(12)
                for later, (point, group) in enumerate([("baseline", ""), ("later", "east" if i % 2 else "west"), ("later", "north")])]
        rows += [f"q{i},{point},{i},{group}" for i in range(2) for point, group in (("later", "east"), ("baseline", "south"))]
        _, said, _ = self.change("person,point,score,group\n" + "\n".join(rows))
        self.assertEqual({name: gap["n"] for name, gap in said["gap"].items()}, {"east": 6, "west": 6, "south": 2})

    def test_an_answer_that_cannot_be_written_is_a_failure(self):
        self.list.write_text("person,point,score\n", encoding="utf-8")
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([PROGRAM, "change", str(self.list)], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        self.assertEqual(done.returncode, 2)
        self.assertIn("could not be written to standard output", done.stderr)

    def test_a_hundred_thousand_rows_give_one_document(self):
        rows = [f"person {i},{point},{i * 7 % 17 / 4 + 1},{i % 30}" for i in range(50_000) for point in ("later", "baseline")]
        code, said, _ = self.change("person,point,score,group\n" + "\n".join(rows), min=1, max=5)
        self.assertEqual((code, said["n"], len(said["gap"])), (0, 50_000, 30))


if __name__ == "__main__":
    unittest.main()
