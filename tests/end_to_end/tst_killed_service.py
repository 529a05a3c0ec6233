#!/usr/bin/python3
"""A real service is killed (-9) while a device pushes to it, again and again: when it is back, every op is there, once."""

import sys
import tempfile
import threading
import unittest
import urllib.error
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from pusher import Pusher  # noqa: E402
from service import Service  # noqa: E402

PROGRAM = Path(sys.argv.pop(1))
OPS, BATCH, KILLS = 2000, 100, 5


class KilledService(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.service = Service(PROGRAM, Path(self.folder.name, "data"))
        self.device = Pusher(self.service)

    def tearDown(self):
        self.service.stop()
        self.folder.cleanup()

    def test_every_op_is_there_once_after_the_service_was_killed_in_mid_push(self):
        waiting = [self.device.person(number) for number in range(OPS)]
        acknowledged = {}
        broken = 0
        for kill in range(KILLS):
            pushing = threading.Event()
            killer = threading.Thread(target=lambda: (pushing.wait(), self.service.kill()))
            killer.start()
            try:
                for start in range(0, len(waiting), BATCH):
                    if start >= kill * BATCH:
                        pushing.set()  # the killer goes off while this batch is under way
                    for line in self.device.sync(waiting[start:start + BATCH])["results"]:
                        acknowledged[line["id"]] = line["outcome"]
            except (urllib.error.URLError, ConnectionError, OSError):
                broken += 1
            pushing.set()
            killer.join()
            self.service.start()
            waiting = [op for op in waiting if op["id"] not in acknowledged]
        for start in range(0, len(waiting), BATCH):
            for line in self.device.sync(waiting[start:start + BATCH])["results"]:
                acknowledged[line["id"]] = line["outcome"]
        self.assertGreater(broken, 0, "no push was cut, so nothing was tried")
        self.assertEqual(len(acknowledged), OPS)
        self.assertLessEqual(set(acknowledged.values()), {"applied", "duplicate"})

        seen, head = self.device.people()
        self.assertEqual(len(seen), OPS)
        self.assertEqual(len(set(seen)), OPS)
        self.assertEqual(head, OPS, "an op took effect twice")


if __name__ == "__main__":
    unittest.main()
