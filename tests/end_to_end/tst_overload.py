#!/usr/bin/python3
"""More devices at once than the service has room for: those beyond it are told to come back later, each at another time, nothing is lost, and when the
rush is over everybody is served. A second writer holds the database while the rush lasts, so that no request ends meanwhile."""

import json
import sqlite3
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
PLACES, DEVICES = 4, 12


class Overload(unittest.TestCase):
    def test_the_rush_is_turned_away_in_order_and_served_afterwards(self):
        with tempfile.TemporaryDirectory() as folder:
            service = Service(PROGRAM, Path(folder, "data"))
            hall = Pusher(service)
            service.stop()
            service.start("--queue", PLACES)
            try:
                self.rush(service, hall)
            finally:
                service.kill()

    def rush(self, service, hall):
        ops = [hall.person(number) for number in range(DEVICES)]
        answers, come = [None] * DEVICES, threading.Semaphore(0)

        def push(number):
            try:
                answers[number] = hall.sync([ops[number]])["results"][0]["outcome"]
            except urllib.error.HTTPError as error:
                answers[number] = error
                come.release()

        writer = sqlite3.connect(next(Path(service.data).glob("*.db")), isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        threads = [threading.Thread(target=push, args=(number,)) for number in range(DEVICES)]
        for thread in threads:
            thread.start()
        for _ in range(DEVICES - PLACES):
            self.assertTrue(come.acquire(timeout=60), "a request beyond the queue is not answered")
        self.assertEqual(service.health()["status"], "ok")
        self.assertEqual(service.metric("waymark_http_turned_away_total"), DEVICES - PLACES)
        writer.execute("ROLLBACK")
        writer.close()
        for thread in threads:
            thread.join()

        refused = [number for number, answer in enumerate(answers) if not isinstance(answer, str)]
        self.assertEqual(len(refused), DEVICES - PLACES)
        self.assertEqual([answer for answer in answers if isinstance(answer, str)], ["applied"] * PLACES)
        waits = []
        for number in refused:
            error = answers[number]
            self.assertEqual((error.code, json.load(error)["error"]), (503, "busy"))
            waits.append(int(error.headers["Retry-After"]))
        self.assertGreater(len(set(waits)), len(waits) // 2, "they would all come back at the same time")
        self.assertTrue(all(1 <= wait <= 60 for wait in waits))
        for number in refused:
            self.assertEqual(hall.sync([ops[number]])["results"][0]["outcome"], "applied")
        people, head = hall.people()
        self.assertEqual(sorted(people), sorted(op["entity"] for op in ops))
        self.assertEqual(head, DEVICES)


if __name__ == "__main__":
    unittest.main()
