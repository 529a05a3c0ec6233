#!/usr/bin/python3
"""The same people from one device to the service and on to another device: ours (the device's file, session and HTTP, and waymark-service over SQLite)
beside a peer that speaks CouchDB's protocol (PouchDB over LevelDB to express-pouchdb over LevelDB). In turns and with places of their own: records a
second, bytes on the wire both ways with headers, and the bytes of an exchange with nothing new. What is recorded is on the device's disk
before the clock starts. The bytes are counted by a relay in rounds of their own, in which nothing is timed."""

import contextlib
import json
import os
import subprocess
import tempfile
import uuid
from pathlib import Path

import figures
from link import Link
from service import Service
from tablets import Tablets

RECORDS = figures.counted(10_000, 300)
TIMED, COUNTED = figures.counted(5, 2), figures.counted(3, 1)
BATCH = 1000  # PouchDB asks for 100 at a time by itself, which is slower
NAMES = ["Amina", "Ben", "Chidi", "Dafydd", "Ewa", "Farah", "Guo", "Hana"]
PEER = Path(__file__).resolve().parent / "peer"


def direct(host, port):
    return None, f"http://{host}:{port}"


def relayed(host, port):
    link = Link(host, port)
    return link, link.url


class Ours:
    """A hall with two workers' tablets."""

    def __init__(self, build, folder, reach, at_end):
        self._service = Service(build / "bin/waymark-service", Path(folder, "service"))
        self._service.run("init", "--organisation", "Bench", "--admin", "a@example.org", stdin="correct horse battery\n")
        self._venue = self._service.run("add", "venue", "--name", "Hall")["venue"]
        codes = {name: self._codes(name) for name in "ab"}
        self._service.start()
        at_end.callback(self._service.stop)
        self.link, url = reach(*self._service.address())
        self._tablets = Tablets(build / "bin/waymark_tablets")
        at_end.callback(self._tablets.close)
        for name, pair in codes.items():
            self._tablets.ask("make", name=name, file=str(Path(folder, f"{name}.db")), url=url, **pair)
            self._sync(name)  # each has heard of its streams before, as a database of the peer's is made before

    def _codes(self, name):
        user = self._service.run("add", "user", "--name", name, "--role", "worker", "--venue", self._venue)["user"]
        return {"enrol": self._service.run("code", "enrol", "--venue", self._venue, "--role", "worker")["code"],
                "join": self._service.run("code", "join", "--user", user)["code"]}

    def _sync(self, name):
        told = self._tablets.ask("sync", names=[name], seconds=900)
        if told["unfinished"] or told["failed"]:
            raise RuntimeError(f"our exchange did not come to its end: {told}")
        return told["seconds"]

    def record(self):
        self._tablets.ask("record", name="a", venue=self._venue, people=RECORDS)

    def push(self):
        return self._sync("a")

    def pull(self):
        return self._sync("b")

    def settle(self):
        self.push()

    def idle(self):
        if self._tablets.ask("sync", names=["a"], once=True)["calls"] != 1:
            raise RuntimeError("an exchange with nothing new took more than one call")

    def arrived(self):
        return self._tablets.ask("look", name="b", venue=self._venue)["people"]


class Peer:
    """A database at express-pouchdb, and two of PouchDB that replicate with it. Both are processes that end with their input."""

    def __init__(self, build, folder, reach, at_end):
        modules = (build / "peer/node_modules").resolve()
        if not modules.is_dir():
            raise RuntimeError(f"the peer is not in {modules}: scripts/bench fetches it")
        self._server, self._device = (self._start(name, folder, modules, at_end) for name in ("server", "device"))
        self.link, url = reach("127.0.0.1", self._answer(self._server)["port"])
        self._url = f"{url}/hall"
        for name in "ab":
            self._replicate("push", name)

    @staticmethod
    def _start(name, folder, modules, at_end):
        place = Path(folder, name)
        place.mkdir()
        process = subprocess.Popen(["node", str(PEER / f"{name}.js"), str(place)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                   cwd=place, env={**os.environ, "NODE_PATH": str(modules), "NODE_ENV": "production"})
        at_end.callback(stop, process)
        return process

    @staticmethod
    def _answer(process):
        answer = json.loads(process.stdout.readline() or '{"error": "the program ended"}')
        if "error" in answer:
            raise RuntimeError(f"the peer: {answer['error']}")
        return answer

    def _ask(self, do, **more):
        self._device.stdin.write(json.dumps({"do": do, **more}) + "\n")
        self._device.stdin.flush()
        return self._answer(self._device)

    def _replicate(self, way, name):
        return self._ask(way, name=name, url=self._url, batch=BATCH)["seconds"]

    def record(self):
        ids = [str(uuid.uuid4()) for _ in range(RECORDS)]
        self._ask("record", name="a", records=[
            {"_id": one, "type": "person", "name": f"{NAMES[i % 8]} Test {one[:6]}", "kind": "child",
             "born": {"date": f"2019-0{1 + i % 9}-15", "precision": "day"}} for i, one in enumerate(ids)])

    def push(self):
        return self._replicate("push", "a")

    def pull(self):
        return self._replicate("pull", "b")

    def settle(self):
        """A database that pushed has not pulled yet, and looks through its own records when it does."""
        self._replicate("pull", "a")

    def idle(self):
        self._replicate("push", "a")
        self._replicate("pull", "a")

    def arrived(self):
        return self._ask("count", name="b")["records"]


def stop(process):
    process.terminate()
    process.wait(timeout=30)
    process.stdin.close()
    process.stdout.close()


def carried(link):
    return {"bytes": link.carried, "up": link.up, "down": link.carried - link.up} if link else {}


def exchange(kind, build, reach):
    """What one went through: for each step its seconds, and its bytes if there is a relay to count them."""
    told = {}
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as at_end:
        end = kind(build, folder, reach, at_end)
        if end.link:
            at_end.callback(end.link.close)
        end.record()
        for step in ("push", "pull", "settle", "idle"):
            before = carried(end.link)
            seconds = getattr(end, step)()
            told[step] = {"seconds": seconds, **{way: count - before[way] for way, count in carried(end.link).items()}}
        if end.arrived() != RECORDS:
            raise RuntimeError(f"{kind.__name__}: {end.arrived()} of {RECORDS} records arrived")
    return told


def main():
    build = figures.build_folder(__doc__)
    timed = [[exchange(kind, build, direct) for kind in (Ours, Peer)] for _ in range(TIMED)]
    counted = [[exchange(kind, build, relayed) for kind in (Ours, Peer)] for _ in range(COUNTED)]

    def rates(which, step):
        return figures.spread_of([RECORDS / pair[which][step]["seconds"] for pair in timed])

    def sizes(which, step, what="bytes", records=RECORDS):
        return figures.spread_of([pair[which][step][what] / records for pair in counted])

    beside = "PouchDB to express-pouchdb"
    for step, name in (("push", f"push of {RECORDS:,} people"), ("pull", f"{RECORDS:,} people to an empty device")):
        figures.report(name, "records/s", rates(0, step), beside, rates(1, step), figures.ratio_at_least(20))
        figures.report(f"{name}, both ways", "bytes/record", sizes(0, step), beside, sizes(1, step), figures.ratio_at_most(0.1))
        for way, words in (("up", "to the service"), ("down", "from the service")):
            figures.report(f"{name}, {words}", "bytes/record", sizes(0, step, way), beside, sizes(1, step, way), figures.to_print())
    figures.report("exchange with nothing new, both ways", "bytes", sizes(0, "idle", records=1), beside, sizes(1, "idle", records=1),
                   figures.to_print())


if __name__ == "__main__":
    main()
