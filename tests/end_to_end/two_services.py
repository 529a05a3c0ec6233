"""What the tests with two service processes on one PostgreSQL share: the pair itself, devices that ask one and then the other, and a reader
that never stops looking."""

import itertools
import tempfile
import threading
import unittest
import urllib.error
from pathlib import Path

from postgres import Postgres
from pusher import Pusher
from service import Service

CUT = (urllib.error.URLError, ConnectionError, OSError)  # what a push that was cut looks like, 503 included


class Device(Pusher):
    """A device of a worker in some halls, which asks one service after the other."""

    def __init__(self, services, venues):  # pylint: disable=super-init-not-called
        self.services = itertools.cycle(services)
        self.service = services[0]
        self.venue = venues[0]
        halls = [part for venue in venues for part in ("--venue", venue)]
        self.user = self.service.run("add", "user", "--name", "Worker", "--role", "worker", *halls)["user"]
        enrol = self.service.run("code", "enrol", "--role", "worker", *halls)["code"]
        join = self.service.run("code", "join", "--user", self.user)["code"]
        self.enrol(enrol, join)

    def turn(self):
        self.service = next(self.services)


class Reader(threading.Thread):
    """Pulls what is new in its streams, now from one service and now from the other, and notes what may not be (I6)."""

    def __init__(self, device, streams):
        super().__init__()
        self.device = device
        self.cursors = {stream: {"stream": stream, "seq": 0, "chain": ""} for stream in streams}
        self.heads = {stream: 0 for stream in streams}
        self.seen = {stream: [] for stream in streams}
        self.wrong = []
        self.rounds = 0
        self.stopping = threading.Event()

    def run(self):
        while not self.stopping.is_set():
            self.look()

    def look(self):
        self.device.turn()
        try:
            reply = self.device.sync([], self.cursors.values())
        except CUT:
            return False
        self.rounds += 1
        for part in reply["pull"]:
            if part["stream"] in self.cursors:
                self.take(part)
        return True

    def take(self, part):
        stream, cursor = part["stream"], self.cursors[part["stream"]]
        if part.get("reset") or "state_next" in part:
            self.wrong.append(f"{stream}: {part}")
            return
        entries = part.get("entries", [])
        numbers = [entry["seq"] for entry in entries]
        if cursor["seq"] > 0 and numbers != list(range(cursor["seq"] + 1, part["seq"] + 1)):
            self.wrong.append(f"{stream}: {numbers} after {cursor['seq']}")
        if part["head"] < self.heads[stream]:
            self.wrong.append(f"{stream}: the head went back from {self.heads[stream]} to {part['head']}")
        self.heads[stream] = max(part["head"], self.heads[stream])
        self.seen[stream] += [row["entity"] for row in (*entries, *part.get("state", [])) if "entity" in row]
        self.cursors[stream] = {"stream": stream, "seq": part["seq"], "chain": part["chain"]}


class Pair(unittest.TestCase):
    """Two halls, two services that run, and a ledger that both know. `program` is the service's."""

    program = ""
    options = ()  # of `serve`

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.postgres = Postgres()

    @classmethod
    def tearDownClass(cls):
        cls.postgres.close()
        cls.folder.cleanup()

    def service(self, name):
        return Service(self.program, Path(self.folder.name, name), database=self.database)

    def setUp(self):
        name = self.id().rsplit(".", maxsplit=1)[-1][-40:]
        self.database = self.postgres.new_database(name)
        self.ledger = Path(self.folder.name, "ledger")
        self.services = [self.service(f"{name}-{i}") for i in range(2)]
        self.services[0].run("init", "--organisation", "Test", "--admin", "a@example.org", stdin="correct horse battery\n")
        self.venues = [self.services[0].run("add", "venue", "--name", f"Hall {i}")["venue"] for i in range(2)]
        for service in self.services:
            service.start(*self.options)
        self.addresses = [service.address() for service in self.services]

    def tearDown(self):
        for service in self.services:
            service.kill()
