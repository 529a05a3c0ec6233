#!/usr/bin/python3
"""What compares devices and service notices what differs."""

import unittest

from agreement import differences, unmoved

HELD = {("mark", "1"): {"presence": {"status": "late", "minutes": 7}}, ("person", "2"): {"name": "Ada"}, ("conflict", "3"): {"of": {}}}


class Witness:
    def records(self):
        return {key: dict(values) for key, values in HELD.items()}


class Device:
    def __init__(self, records):
        self._records = records

    def records(self, types):
        return {key: values for key, values in self._records.items() if key[0] in types}


class Agreement(unittest.TestCase):
    def found(self, records):
        return differences(Witness(), Device({**HELD}), Device(records))

    def test_equal_records_agree_and_are_counted(self):
        self.assertEqual(self.found({**HELD}), ({"mark": 1, "person": 1}, []))

    def test_another_value_is_noticed(self):
        _, found = self.found({**HELD, ("mark", "1"): {"presence": {"status": "late", "minutes": 8}}})
        self.assertEqual(len(found), 1)
        self.assertIn("device B, mark 1", found[0])

    def test_a_record_that_is_missing_is_noticed(self):
        _, found = self.found({key: values for key, values in HELD.items() if key[0] != "person"})
        self.assertEqual(len(found), 1)

    def test_a_record_too_many_is_noticed(self):
        _, found = self.found({**HELD, ("person", "9"): {"name": "Nobody"}})
        self.assertEqual(len(found), 1)

    def test_a_figure_that_did_not_move_is_noticed(self):
        before, captured = {"attendances": 10, "feedback": 2}, {"attendances": 3, "feedback": 1, "walk_ins": 3}
        self.assertEqual(unmoved(before, {"attendances": 13, "feedback": 3}, captured), [])
        self.assertEqual(len(unmoved(before, {"attendances": 13, "feedback": 2}, captured)), 1)


if __name__ == "__main__":
    unittest.main()
