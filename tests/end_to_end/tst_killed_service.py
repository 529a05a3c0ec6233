#!/usr/bin/python3
"""A real service is killed (-9) while a device pushes to it, again and again: when it is back, every op is there, once."""

import json
import secrets
import sys
import tempfile
import threading
import time
import unittest
import urllib.error
import urllib.request
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from service import Service  # noqa: E402

PROGRAM = Path(sys.argv.pop(1))
OPS, BATCH, KILLS = 2000, 100, 5


def post(url, path, body, token=""):
    request = urllib.request.Request(url + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    with urllib.request.urlopen(request, timeout=60) as reply:
        return json.load(reply)


class KilledService(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.service = Service(PROGRAM, Path(self.folder.name, "data"))
        self.service.run("init", "--organisation", "Test", "--admin", "a@example.org", stdin="correct horse battery\n")
        self.venue = self.service.run("add", "venue", "--name", "Hall")["venue"]
        self.user = self.service.run("add", "user", "--name", "Worker", "--role", "worker", "--venue", self.venue)["user"]
        enrol = self.service.run("code", "enrol", "--venue", self.venue, "--role", "worker")["code"]
        join = self.service.run("code", "join", "--user", self.user)["code"]
        self.service.start()
        device = {"name": "test", "platform": "test", "app": "0.1.0"}
        self.token = post(self.service.url, "/v1/enrol", {"code": enrol, "nonce": secrets.token_hex(16), "device": device})["token"]
        post(self.service.url, "/v1/join", {"code": join, "nonce": secrets.token_hex(16)}, self.token)

    def tearDown(self):
        self.service.stop()
        self.folder.cleanup()

    def sync(self, push, pull=()):
        return post(self.service.url, "/v1/sync", {"protocol": 1, "app": "0.1.0", "clock": int(time.time() * 1000), "anchor": None,
                                                   "push": push, "pull": list(pull), "limit": 4 << 20}, self.token)

    def op(self, number):
        now = int(time.time() * 1000)
        layout = f"{now:012x}7{secrets.token_hex(2)[1:]}8{secrets.token_hex(8)[1:]}"
        return {"id": layout, "at": now, "by": self.user, "stream": f"venue/{self.venue}", "type": "person", "entity": str(uuid.uuid4()),
                "set": {"name": f"Person {number}", "kind": "child"}}

    def test_every_op_is_there_once_after_the_service_was_killed_in_mid_push(self):
        waiting = [self.op(number) for number in range(OPS)]
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
                    for line in self.sync(waiting[start:start + BATCH])["results"]:
                        acknowledged[line["id"]] = line["outcome"]
            except (urllib.error.URLError, ConnectionError, OSError):
                broken += 1
            pushing.set()
            killer.join()
            self.service.start()
            waiting = [op for op in waiting if op["id"] not in acknowledged]
        for start in range(0, len(waiting), BATCH):
            for line in self.sync(waiting[start:start + BATCH])["results"]:
                acknowledged[line["id"]] = line["outcome"]
        self.assertGreater(broken, 0, "no push was cut, so nothing was tried")
        self.assertEqual(len(acknowledged), OPS)
        self.assertLessEqual(set(acknowledged.values()), {"applied", "duplicate"})

        seen, asked = [], {"stream": f"venue/{self.venue}", "seq": 0, "chain": ""}
        while True:
            part = next(part for part in self.sync([], [asked])["pull"] if part["stream"] == asked["stream"])
            seen += [row["entity"] for row in part.get("state", []) if row["type"] == "person"]
            if "state_next" not in part:
                break
            asked = {"stream": asked["stream"], "state": part["state_next"]}
        self.assertEqual(len(seen), OPS)
        self.assertEqual(len(set(seen)), OPS)
        self.assertEqual(part["head"], OPS, "an op took effect twice")


if __name__ == "__main__":
    unittest.main()
