#!/usr/bin/python3
"""Two service processes on one PostgreSQL: devices push to both at once, into the same stream and into different ones, a reader never stops
looking, and the services and the database server are killed under them. Nothing is lost, nothing is there twice."""

import itertools
import secrets
import sys
import tempfile
import threading
import unittest
import urllib.error
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from postgres import Postgres  # noqa: E402
from pusher import Pusher, post  # noqa: E402
from service import Service  # noqa: E402

PROGRAM = Path(sys.argv.pop(1))
OPS, BATCH = 300, 10  # of each of four devices
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
        self.seen[stream] += [entry["entity"] for entry in entries] + [row["entity"] for row in part.get("state", [])]
        self.cursors[stream] = {"stream": stream, "seq": part["seq"], "chain": part["chain"]}


class TwoServices(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.postgres = Postgres()

    @classmethod
    def tearDownClass(cls):
        cls.postgres.close()
        cls.folder.cleanup()

    def setUp(self):
        name = self.id().rsplit(".", maxsplit=1)[-1][-40:]
        self.database = self.postgres.new_database(name)
        self.services = [Service(PROGRAM, Path(self.folder.name, f"{name}-{i}"), database=self.database) for i in range(2)]
        self.services[0].run("init", "--organisation", "Test", "--admin", "a@example.org", stdin="correct horse battery\n")
        self.venues = [self.services[0].run("add", "venue", "--name", f"Hall {i}")["venue"] for i in range(2)]
        for service in self.services:
            service.start()

    def tearDown(self):
        for service in self.services:
            service.kill()

    def push_all(self, device, ops, acknowledged, progress):
        """Pushes until every op has its own line, resending what was cut."""
        waiting = list(ops)
        while waiting:
            device.turn()
            try:
                lines = device.sync(waiting[:BATCH])["results"]
            except CUT:
                continue
            for line in lines:
                acknowledged[line["id"]] = line["outcome"]
            waiting = [op for op in waiting if op["id"] not in acknowledged]
            progress.release(len(lines))

    def test_nothing_is_lost_or_doubled_while_everything_is_killed(self):
        devices = [Device(self.services, [venue]) for venue in self.venues for _ in range(2)]
        streams = [f"venue/{venue}" for venue in self.venues]
        reader = Reader(Device(self.services, self.venues), streams)
        first = [device.person(0) for device in devices]
        for device, op in zip(devices, first):
            self.assertEqual(device.sync([op])["results"][0]["outcome"], "applied")
        self.assertTrue(reader.look())

        work = [[device.person(number) for number in range(OPS)] for device in devices]
        acknowledged, progress = {}, threading.Semaphore(0)
        pushers = [threading.Thread(target=self.push_all, args=(device, ops, acknowledged, progress)) for device, ops in zip(devices, work)]
        for thread in (*pushers, reader):
            thread.start()
        blows = [self.services[0].kill, self.postgres.kill, self.services[1].kill, self.postgres.stop_immediately, self.postgres.kill]
        again = [self.services[0].start, self.postgres.start, self.services[1].start, self.postgres.start, self.postgres.start]
        for blow, start in zip(blows, again):
            for _ in range(OPS * len(devices) // 8):  # in the middle of the work, whatever the machine's speed
                progress.acquire()
            blow()
            start()
        for thread in pushers:
            thread.join()
        reader.stopping.set()
        reader.join()
        self.assertTrue(reader.look())

        self.assertEqual(len(acknowledged), OPS * len(devices))
        self.assertLessEqual(set(acknowledged.values()), {"applied", "duplicate"})
        self.assertEqual(reader.wrong, [])
        self.assertGreater(reader.rounds, 20, "the reader hardly looked")
        for stream in streams:
            entities = {op["entity"] for op in (*first, *(op for ops in work for op in ops)) if op["stream"] == stream}
            self.assertEqual(reader.heads[stream], len(entities), "an op is missing or took effect twice")
            self.assertEqual(len(reader.seen[stream]), len(entities))
            self.assertEqual(set(reader.seen[stream]), entities)

    def together(self, *calls):
        """Runs calls at the same moment; what each gave, or the error that it raised."""
        gate, results = threading.Barrier(len(calls)), [None] * len(calls)

        def one(number, call):
            gate.wait()
            try:
                results[number] = call()
            except urllib.error.HTTPError as error:
                results[number] = error.code

        threads = [threading.Thread(target=one, args=pair) for pair in enumerate(calls)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return results

    def test_a_clone_that_pushes_the_same_op_elsewhere_at_the_same_moment_is_a_duplicate(self):
        one, other = (Device([service], self.venues) for service in self.services)
        for number in range(20):
            op = one.person(number)
            twin = dict(op, by=other.user, stream=f"venue/{self.venues[number % 2]}")  # half of them in another stream
            replies = self.together(lambda op=op: one.sync([op]), lambda twin=twin: other.sync([twin]))
            outcomes = sorted(reply["results"][0]["outcome"] for reply in replies)
            self.assertEqual(outcomes, ["applied", "duplicate"])
        heads = self.postgres.ask("SELECT sum(head) FROM stream WHERE name LIKE 'venue/%'", self.database.split("/")[3].split("?")[0])
        self.assertEqual(heads, ["20"])

    def test_a_code_lets_in_one_device_whoever_comes_at_the_same_moment(self):
        for _ in range(10):
            code = self.services[0].run("code", "enrol", "--venue", self.venues[0], "--role", "worker")["code"]
            device = {"name": "test", "platform": "test", "app": "0.1.0"}
            calls = [lambda url=service.url: post(url, "/v1/enrol", {"code": code, "nonce": secrets.token_hex(16), "device": device})
                     for service in self.services]
            replies = self.together(*calls)
            self.assertEqual([reply for reply in replies if isinstance(reply, int)], [403])

    def test_without_the_database_the_answer_is_to_come_back_later(self):
        device = Device(self.services, self.venues)
        self.postgres.stop_immediately()
        try:
            for _ in range(3):
                with self.assertRaises(urllib.error.HTTPError) as caught:
                    device.sync([device.person(0)])
                self.assertEqual(caught.exception.code, 503)
                self.assertTrue(caught.exception.headers["Retry-After"])
        finally:
            self.postgres.start()
        self.assertEqual(device.sync([device.person(1)])["results"][0]["outcome"], "applied")


if __name__ == "__main__":
    unittest.main()
