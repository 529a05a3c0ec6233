#!/usr/bin/python3
"""Two service processes on one PostgreSQL: devices push to both at once, into the same stream and into different ones, a reader never stops
looking, and the services and the database server are killed under them. Nothing is lost, nothing is there twice."""

import secrets
import sys
import threading
import unittest
import urllib.error
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from pusher import post  # noqa: E402
from two_services import CUT, Device, Pair, Reader  # noqa: E402

Pair.program = Path(sys.argv.pop(1))
OPS, BATCH = 300, 10  # of each of four devices


class TwoServices(Pair):
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
