#!/usr/bin/python3
"""One service and 1,000 tablets in 100 halls, on SQLite and on PostgreSQL with one process and with two: everybody records and syncs, several times;
everybody asks once with nothing new; everybody comes at the same moment. Then what each tablet made is compared with what every tablet of its
hall and the service hold, record by record. At last a stream of 1,000,000 entries beside one of 10,000. Prints one JSON object; exits 0
only if nothing was lost or doubled."""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "end_to_end"))
from link import Link  # noqa: E402
from postgres import Postgres  # noqa: E402
from pusher import Pusher  # noqa: E402
from service import Service  # noqa: E402
from tablets import Tablets  # noqa: E402

KINDS = ["sqlite", "postgres", "two", "long", "long-postgres"]
BYTES = ('waymark_http_body_bytes_total{direction="in"}', 'waymark_http_body_bytes_total{direction="out"}')


class House:
    """A service of one or more processes over a place of its own, and what it used since the last look."""

    def __init__(self, build, folder, processes=1, database=None):
        self.build = Path(build)
        self.place = database or str(Path(folder, "data0"))
        self.services = [Service(self.build / "bin/waymark-service", Path(folder, f"data{i}"), database=database) for i in range(processes)]
        self.services[0].run("init", "--organisation", "Test", "--admin", "a@example.org", stdin="correct horse battery\n")

    def prepare(self, *words):
        done = subprocess.run([str(self.build / "bin/waymark_halls"), self.place, *map(str, words)], text=True, capture_output=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"waymark_halls: {done.stderr}")
        return json.loads(done.stdout)

    def start(self):
        for service in self.services:
            service.start("--behind-proxy")  # a thousand tablets come from one address here
        self.since()
        return [service.url for service in self.services]

    def since(self):
        """Processor seconds and bytes of bodies since the last call."""
        now = (sum(service.processor_seconds() for service in self.services),
               sum(service.metric(name) for service in self.services for name in BYTES))
        before, self._before = getattr(self, "_before", now), now
        return now[0] - before[0], now[1] - before[1]

    def stop(self):
        for service in self.services:
            service.stop()


class Visitor(Pusher):
    """A bare device of these venues, to look at what the service holds."""

    def __init__(self, service, venues):  # pylint: disable=super-init-not-called
        self.service, self.venue = service, venues[0]
        halls = [part for venue in venues for part in ("--venue", venue)]
        self.user = service.run("add", "user", "--name", "Visitor", "--role", "worker", *halls)["user"]
        self.enrol(service.run("code", "enrol", "--role", "worker", *halls)["code"], service.run("code", "join", "--user", self.user)["code"])

    def names(self, venue):
        """Everybody in the venue's stream with their name, page by page, and the stream's head."""
        names, twice, asked = {}, 0, {"stream": f"venue/{venue}", "seq": 0, "chain": ""}
        while True:
            part = next(part for part in self.sync([], [asked])["pull"] if part["stream"] == asked["stream"])
            for row in part.get("state", []):
                twice += row["entity"] in names
                names[row["entity"]] = row["fields"].get("name", {}).get("v")
            if "state_next" not in part:
                return names, twice, part["head"]
            asked = {"stream": asked["stream"], "state": part["state_next"]}


    def heads(self):
        """Where every stream is, without fetching what it holds."""
        places = {}
        while True:
            reply = self.sync([], [{"stream": stream, **place} for stream, place in places.items()])
            for part in reply["pull"]:
                places[part["stream"]] = part["past"] if "state_next" in part else {"seq": part["seq"], "chain": part["chain"]}
            if len(places) == len(reply["streams"]):
                return places


def spread(values, digits=1):
    """Median, least and most."""
    return [round(of(values), digits) for of in (statistics.median, min, max)]


def sync_all(house, tablets, threads, **more):
    told = tablets.ask("sync", threads=threads, seconds=1800, **more)
    told["processor"], told["bytes"] = house.since()
    return told


def compare(house, tablets, folder):
    """How many records there are, and how many are not where they ought to be, or there twice."""
    file = Path(folder, "made.json")
    seen = tablets.ask("compare", file=str(file))
    lost = doubled = 0
    for venue, made in json.loads(file.read_text(encoding="utf-8")).items():
        names, twice, head = Visitor(house.services[0], [venue]).names(venue)
        lost += len(set(made.items()) - set(names.items()))
        doubled += twice + len(set(names) - set(made)) + abs(head - len(made))
    return {"records": seen["records"], "lost": lost, "doubled": doubled, "tablets_that_differ": seen["wrong"]}


def measure(build, asked, processes=1, database=None):
    """One kind of service under all of the tablets."""
    with tempfile.TemporaryDirectory() as folder:
        house = House(build, folder, processes, database)
        halls = house.prepare("halls", asked.halls, asked.tablets)
        urls = house.start()
        tablets = Tablets(Path(build, "bin/waymark_tablets"))
        tablets.ask("make all", folder=folder, urls=urls, halls=halls, threads=8)
        sync_all(house, tablets, asked.threads)
        devices, rounds = asked.halls * asked.tablets, []
        for _ in range(asked.rounds):
            ops = tablets.ask("record all", people=asked.people, threads=8)["records"]
            house.since()
            rounds.append((ops, sync_all(house, tablets, asked.threads)))
        sync_all(house, tablets, asked.threads)  # what others of the hall sent last
        sync_all(house, tablets, asked.threads)
        idle = [sync_all(house, tablets, asked.threads, once=True) for _ in range(asked.rounds)]
        tablets.ask("record all", people=1, threads=8)
        rush = sync_all(house, tablets, devices)
        sync_all(house, tablets, asked.threads)
        agreed = compare(house, tablets, folder)
        told = [one for _, one in rounds]
        result = {
            "ops_per_second": spread([ops / one["seconds"] for ops, one in rounds]),
            "p50_ms": spread([one["p50_ms"] for one in told]), "p99_ms": spread([one["p99_ms"] for one in told]),
            "processor_seconds_per_1000_ops": spread([1000 * one["processor"] / ops for ops, one in rounds], 3),
            "failed_calls": sum(one["failed"] for one in told), "unfinished": sum(one["unfinished"] for one in (*told, rush)),
            "idle_processor_ms": spread([1000 * one["processor"] / one["calls"] for one in idle], 3),
            "idle_body_bytes": spread([one["bytes"] / one["calls"] for one in idle]),
            "rush": {"tablets": devices, "seconds": round(rush["seconds"], 1), "turned_away": rush["busy"], "p99_ms": round(rush["p99_ms"])},
            "peak_memory_mb": [round(service.peak_memory() / 1e6) for service in house.services], **agreed}
        tablets.close()
        house.stop()
    result["whole"] = not any(result[key] for key in ("lost", "doubled", "tablets_that_differ", "unfinished"))
    return result


def long_stream(build, asked, database=None):
    """What is new in a long stream beside what is new in a short one, in turns: milliseconds and processor time of a pull, and rows in it."""
    with tempfile.TemporaryDirectory() as folder:
        house = House(build, folder, 1, database)
        venues = [house.services[0].run("add", "venue", "--name", name)["venue"] for name in ("Long", "Short")]
        for venue, entries in zip(venues, asked.entries):
            house.prepare("entries", venue, entries)
        house.start()
        visitor = Visitor(house.services[0], venues)
        places = visitor.heads()
        took, processor, rows = {}, {}, {}
        for _ in range(asked.pulls):
            for venue in venues:
                visitor.venue = venue
                visitor.sync([visitor.person(number) for number in range(asked.news)], [{"stream": stream, **places[stream]} for stream in places])
                used, start = house.services[0].processor_seconds(), time.monotonic()
                reply = visitor.sync([], [{"stream": stream, **places[stream]} for stream in places])
                took.setdefault(venue, []).append(1000 * (time.monotonic() - start))
                processor.setdefault(venue, []).append(1000 * (house.services[0].processor_seconds() - used))
                part = next(part for part in reply["pull"] if part["stream"] == f"venue/{venue}")
                rows.setdefault(venue, []).append(len(part["entries"]))
                places[part["stream"]] = {"seq": part["seq"], "chain": part["chain"]}
        memory = house.services[0].peak_memory() / 1e6
        house.stop()
    long, short = venues
    return {"entries": asked.entries, "rows_in_a_pull": [spread(rows[long], 0), spread(rows[short], 0)],
            "pull_ms": [spread(took[long]), spread(took[short])],
            "processor_ms": [spread(processor[long], 2), spread(processor[short], 2)],
            "ratio": round(statistics.median(took[long]) / statistics.median(took[short]), 2), "peak_memory_mb": round(memory)}


def idle_on_the_wire(build):
    """Bytes of one exchange with nothing new, both ways together, headers included."""
    with tempfile.TemporaryDirectory() as folder:
        house = House(build, folder)
        halls = house.prepare("halls", 1, 1)
        house.start()
        link = Link(*house.services[0].address())
        tablets = Tablets(Path(build, "bin/waymark_tablets"))
        tablets.ask("make all", folder=folder, urls=[link.url], halls=halls)
        for _ in range(2):
            tablets.ask("sync", seconds=60)
        before = link.carried
        calls = tablets.ask("sync", once=True)["calls"]
        carried = link.carried - before
        tablets.close()
        link.close()
        house.stop()
    return carried / calls


def parsed(words=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("--halls", type=int, default=100)
    parser.add_argument("--tablets", type=int, default=10, help="in each hall")
    parser.add_argument("--people", type=int, default=10, help="whom each tablet records in a round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=100, help="how many tablets sync at a time")
    parser.add_argument("--entries", type=int, nargs=2, default=[1_000_000, 10_000])
    parser.add_argument("--pulls", type=int, default=30)
    parser.add_argument("--news", type=int, default=50, help="entries that are new at each pull")
    parser.add_argument("--only", nargs="*", choices=KINDS, default=KINDS)
    return parser.parse_args(words)


def main():
    asked = parsed()
    figures = {"tablets": asked.halls * asked.tablets, "halls": asked.halls, "idle_bytes_on_the_wire": round(idle_on_the_wire(asked.build))}
    postgres = Postgres()
    try:
        kinds = {"sqlite": lambda: measure(asked.build, asked), "postgres": lambda: measure(asked.build, asked, 1, postgres.new_database("one")),
                 "two": lambda: measure(asked.build, asked, 2, postgres.new_database("two")),
                 "long": lambda: long_stream(asked.build, asked),
                 "long-postgres": lambda: long_stream(asked.build, asked, postgres.new_database("long"))}
        for kind in asked.only:
            figures[kind] = kinds[kind]()
            print(json.dumps({kind: figures[kind]}), file=sys.stderr, flush=True)
    finally:
        postgres.close()
    print(json.dumps(figures))
    return 0 if all(figures[kind].get("whole", True) for kind in asked.only) else 1


if __name__ == "__main__":
    sys.exit(main())
