#!/usr/bin/python3
"""A real service runs out of room: it says so, takes nothing, keeps answering, and takes the same push when there is room again."""

import json
import sys
import tempfile
import unittest
import urllib.error
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from pusher import Pusher  # noqa: E402
from service import Service  # noqa: E402

PROGRAM, FULL_DISK = Path(sys.argv.pop(1)), Path(sys.argv.pop(1))
OPS = 200


class FullDisk(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.full = Path(self.folder.name, "full")
        self.service = Service(PROGRAM, Path(self.folder.name, "data"),
                               environment={"LD_PRELOAD": str(FULL_DISK), "WAYMARK_FULL_DISK": str(self.full)})
        self.device = Pusher(self.service)

    def tearDown(self):
        self.service.stop()
        self.folder.cleanup()

    def test_a_push_to_a_full_disk_is_refused_whole_and_taken_whole_later(self):
        before = [self.device.person(number) for number in range(OPS)]
        self.device.sync(before)
        push = [self.device.person(number) for number in range(OPS)]
        self.full.touch()
        for _ in range(3):
            with self.assertRaises(urllib.error.HTTPError) as refused:
                self.device.sync(push)
            self.assertEqual(refused.exception.code, 503)
            self.assertTrue(refused.exception.headers["Retry-After"])
            self.assertEqual(json.load(refused.exception)["error"], "disk_full")
        self.assertTrue(self.service.health(), "it stopped answering")
        self.full.unlink()

        self.assertEqual({line["outcome"] for line in self.device.sync(push)["results"]}, {"applied"}, "part of it had been taken")
        seen, head = self.device.people()
        self.assertEqual(set(seen), {op["entity"] for op in before + push})
        self.assertEqual(head, 2 * OPS)

    def test_what_was_taken_before_is_there_after_a_restart_on_a_full_disk(self):
        before = [self.device.person(number) for number in range(OPS)]
        self.device.sync(before)
        self.full.touch()
        with self.assertRaises(urllib.error.HTTPError):
            self.device.sync([self.device.person(number) for number in range(OPS)])
        self.service.kill()
        self.full.unlink()
        self.service.start()
        seen, head = self.device.people()
        self.assertEqual(set(seen), {op["entity"] for op in before})
        self.assertEqual(head, OPS)


if __name__ == "__main__":
    unittest.main()
