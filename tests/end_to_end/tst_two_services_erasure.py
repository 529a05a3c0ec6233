#!/usr/bin/python3
"""Push against erase against bootstrap, with two service processes on one PostgreSQL and a third that erases, while services and database are
killed under them. Nobody who was erased is brought back, everybody else is there, every copy adds up, and every read is 1..s (I6)."""

import hashlib
import secrets
import sys
import threading
import unittest
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from pusher import op_id  # noqa: E402
from service import ServiceError  # noqa: E402
from two_services import CUT, Device, Pair  # noqa: E402

Pair.program = Path(sys.argv.pop(1))
PEOPLE, OPS_EACH, BATCH = 60, 4, 6  # of each of four devices


def part_of_sum(*parts):
    return int.from_bytes(hashlib.blake2b("|".join(map(str, parts)).encode(), digest_size=32).digest()[:8], "big")


class Copy:
    """A stream as a device folds it: pages, then entries, until its checksum can be compared at the head."""

    def __init__(self, stream):
        self.stream, self.fields, self.asked, self.erased = stream, {}, {"stream": stream, "seq": 0, "chain": ""}, set()

    def take(self, part):
        """What is wrong with this part of a reply, or None. True once the copy is complete and adds up."""
        if part.get("reset"):
            return f"{self.stream}: reset"
        self.erased |= {tuple(key) for key in part.get("erased", [])}
        for row in part.get("state", []):
            self.fields.setdefault((row["type"], row["entity"]), {}).update(
                {name: (field["seq"], field["op"]) for name, field in row["fields"].items()})
        if "state_next" in part:
            self.asked = {"stream": self.stream, "state": part["state_next"]}
            return None
        expected = self.asked.get("seq", 0) + 1
        for entry in part.get("entries", []):
            if entry["seq"] != expected:
                return f"{self.stream}: {entry['seq']} where {expected} should be"
            expected += 1
            self.fold(entry)
        self.asked = {"stream": self.stream, "seq": part["seq"], "chain": part["chain"]}
        if "sum" not in part:
            return None
        total = sum(part_of_sum(*key, name, *field) for key, fields in self.fields.items() for name, field in fields.items())
        if f"{total & (1 << 64) - 1:016x}" != part["sum"]:
            return f"{self.stream}: the copy at {part['seq']} does not add up"
        gone = [key for key in self.fields if key in self.erased]
        return f"{self.stream}: {gone} came back" if gone else True

    def fold(self, entry):
        if "erase" in entry:
            key = (entry["erase"]["type"], entry["erase"]["entity"])
            self.fields.pop(key, None)
            self.erased.add(key)
        elif "set" in entry:
            fields = self.fields.setdefault((entry["type"], entry["entity"]), {})
            for name in entry["set"]:
                if name not in fields or fields[name][0] < entry["seq"]:
                    fields[name] = (entry["seq"], entry["op"])


class Bootstrapper(threading.Thread):
    """Fetches a stream from its beginning in small pages, from one process and then the other, again and again."""

    def __init__(self, device, stream):
        super().__init__()
        self.device, self.stream = device, stream
        self.wrong, self.whole = [], 0
        self.stopping = threading.Event()

    def run(self):
        while not self.stopping.is_set():
            self.fetch()

    def fetch(self, limit=3000):
        copy, others = Copy(self.stream), None
        for _ in range(2000):
            self.device.turn()
            try:
                if others is None:  # what else it may see stands at its head, so that the pages are this stream's
                    others = [{name: part[name] for name in ("stream", "seq", "chain")} for part in self.device.sync([])["pull"]
                              if part["stream"] != self.stream]
                reply = self.device.sync([], [copy.asked, *others], limit)
            except CUT:
                continue
            part = next((part for part in reply["pull"] if part["stream"] == self.stream), None)
            verdict = copy.take(part) if part else None
            if verdict is True:
                self.whole += 1
                return copy
            if verdict:
                self.wrong.append(verdict)
                return None
        self.wrong.append(f"{self.stream}: no end of the pages")
        return None


class Erasures(Pair):
    def setUp(self):
        super().setUp()
        self.names = {}

    def ops_about(self, device, number):
        """A person and what is recorded about them, in the order in which it is made. The name is found nowhere else."""
        first = device.person(number)
        self.names[first["entity"]] = first["set"]["name"] = f"Canary{secrets.token_hex(8)}"
        more = []
        for n in range(OPS_EACH - 2):  # each has seen the one before
            saw = {"known_as": more[-1]["id"]} if more else {}
            more.append(dict(first, id=op_id(first["at"]), saw=saw, set={"known_as": f"{first['set']['name']} {n}"}))
        consent = dict(first, id=op_id(first["at"]), type="consent", entity=str(uuid.uuid4()), about=[f"person:{first['entity']}"],
                       set={"person": f"person:{first['entity']}", "purpose": "photos", "answer": "granted"})
        return [first, *more, consent]

    def push_all(self, device, ops, outcomes, progress):
        waiting = list(ops)
        while waiting:
            device.turn()
            try:
                lines = device.sync(waiting[:BATCH])["results"]
            except CUT:
                continue
            for line in lines:
                outcomes[line["id"]] = line["outcome"]
            waiting = [op for op in waiting if op["id"] not in outcomes]
            progress.release(len(lines))

    def erase(self, person):
        """As an administrator does at the command line, until it is done. A blow in between is finished by the next start of a service."""
        while True:
            try:
                self.services[0].run("erase", "--person", person, "--ledger", self.ledger)
                return True
            except ServiceError as error:
                if "was erased already" in str(error):
                    return True
                if "nothing was ever received" in str(error):
                    return False

    def erase_all(self, people, progress, erased):
        for person in people:
            progress.acquire()
            while not self.erase(person):
                progress.acquire()  # not pushed yet
            erased.add(person)

    def test_push_against_erase_against_bootstrap(self):
        devices = [Device(self.services, [venue]) for venue in self.venues for _ in range(2)]
        work = [[self.ops_about(device, number) for number in range(PEOPLE)] for device in devices]
        wanted = {ops[0]["entity"] for everything in work for ops in everything[::5]}
        readers = [Bootstrapper(Device(self.services, self.venues), f"venue/{venue}") for venue in self.venues]
        outcomes, erased, progress, erasable = {}, set(), threading.Semaphore(0), threading.Semaphore(0)

        class Both:  # whoever waits for the pushes and whoever erases count the same lines
            @staticmethod
            def release(count):
                progress.release(count)
                erasable.release(count)

        pushers = [threading.Thread(target=self.push_all, args=(device, sum(everything, []), outcomes, Both))
                   for device, everything in zip(devices, work)]
        eraser = threading.Thread(target=self.erase_all, args=([person for person in sorted(wanted)], erasable, erased))
        for thread in (*pushers, *readers):
            thread.start()
        eraser.start()
        blows = [self.services[0].kill, self.postgres.stop_immediately, self.services[1].kill, self.postgres.kill]
        again = [self.services[0].start, self.postgres.start, self.services[1].start, self.postgres.start]
        for blow, start in zip(blows, again):
            for _ in range(PEOPLE * OPS_EACH * len(devices) // 6):
                progress.acquire()
            blow()
            start()
        for thread in pushers:
            thread.join()
        for _ in wanted:
            erasable.release()
        eraser.join()
        for reader in readers:
            reader.stopping.set()
        for reader in readers:
            reader.join()
            self.assertEqual(reader.wrong, [])
            self.assertGreater(reader.whole, 3, "hardly a copy was fetched")
        self.assertEqual(erased, wanted)
        self.assertLessEqual(set(outcomes.values()), {"applied", "duplicate", "erased"})
        self.nobody_is_left(erased, devices, work, readers)

    def nobody_is_left(self, erased, devices, work, readers):
        """Of those who were erased nothing but the places; of all others everything; and an old device brings nobody back."""
        for device, everything in zip(devices, work):
            late = [dict(ops[0], id=op_id(ops[0]["at"]), set={"postcode": "B1 1AA"}) for ops in everything if ops[0]["entity"] in erased]
            again = [op for ops in everything for op in ops if ops[0]["entity"] in erased]
            lines = device.sync(late + again)["results"]
            self.assertEqual({line["outcome"] for line in lines}, {"erased"})
        copies = [reader.fetch() for reader in readers]
        for reader in readers:
            self.assertEqual(reader.wrong, [])
        live = {key[1] for copy in copies for key in copy.fields if key[0] in ("person", "consent")}
        kept = {op["entity"] for everything in work for ops in everything for op in ops if ops[0]["entity"] not in erased}
        self.assertEqual(live, kept)
        dump = self.postgres.dump(self.database.split("/")[3].split("?")[0])
        for person in erased:
            self.assertNotIn(self.names[person], dump)
        self.assertIn(next(name for person, name in self.names.items() if person not in erased), dump)
        pages = self.postgres.pages()
        for person in erased:
            self.assertNotIn(self.names[person].encode(), pages, "in a page of the database")
        self.assertIn(next(name for person, name in self.names.items() if person not in erased).encode(), pages)
        heads = self.postgres.ask("SELECT s.name FROM stream s WHERE head <> (SELECT count(*) FROM entry e WHERE e.stream = s.id)",
                                  self.database.split("/")[3].split("?")[0])
        self.assertEqual(heads, [], "an erasure left a gap")


if __name__ == "__main__":
    unittest.main()
