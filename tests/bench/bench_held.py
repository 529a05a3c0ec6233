#!/usr/bin/python3
"""What may not grow with what is held: the pull of 50 new entries from a long stream beside a short one; the most memory of a service whose whole
stream a new device fetches, long beside short; and the memory of a connection when many are open beside few. "Flat" is read as within half
again."""

import http.client
import tempfile
from pathlib import Path

import figures
from scale import House, Visitor, long_stream, parsed
from service import Service

LONG, SHORT = figures.counted(1_000_000, 20_000), 1_000
FILLED = figures.counted(300_000, 10_000)  # from here on the database's caches, of a fixed size, are full
PULLS = figures.counted(30, 3)
MANY, FEW = 800, 200
FLAT = figures.ratio_at_most(1.5)


def pulls(build):
    told = long_stream(build, parsed(["--build", str(build), "--entries", str(LONG), str(SHORT), "--pulls", str(PULLS)]))

    def spread(of):
        median, low, high = of
        return {"median": median, "low": low, "high": high, "runs": PULLS}
    for what, name in (("pull_ms", "a pull of 50 new entries"), ("processor_ms", "a pull of 50 new entries, processor time")):
        long, short = (spread(of) for of in told[what])
        figures.report(f"{name}, {LONG:,} held", "ms", long, f"{SHORT:,} held", short, FLAT)


class Fetcher(Visitor):
    """Asks for pages of the size that a device asks for."""

    def sync(self, push, pull=(), limit=256 << 10):
        return super().sync(push, pull, limit)


def peak_after_bootstrap(build, entries):
    """The most memory in MB of a service while one device fetches the whole stream."""
    with tempfile.TemporaryDirectory() as folder:
        house = House(build, folder)
        venue = house.services[0].run("add", "venue", "--name", "Hall")["venue"]
        house.prepare("entries", venue, entries)
        house.start()
        Fetcher(house.services[0], [venue]).names(venue)
        peak = house.services[0].peak_memory() / 1e6
        house.stop()
    return peak


def connections(build):
    """KiB of memory of one open connection that waits, among many and among few."""
    with tempfile.TemporaryDirectory() as folder:
        service = Service(build / "bin/waymark-service", Path(folder, "service"))
        service.run("init", "--organisation", "Bench", "--admin", "a@example.org", stdin="correct horse battery\n")
        service.start("--behind-proxy")  # all of them come from one address here
        held = []

        def until(count):
            while len(held) < count:
                held.append(http.client.HTTPConnection(*service.address(), timeout=30))
                held[-1].request("GET", "/v1/health")
                held[-1].getresponse().read()
            return service.memory() / 1024

        empty, few, many = until(1), until(1 + FEW), until(1 + MANY)
        for connection in held:
            connection.close()
        service.stop()
    return (many - empty) / MANY, (few - empty) / FEW


def main():
    build = figures.build_folder(__doc__)
    pulls(build)
    long, filled, short = (figures.once(peak_after_bootstrap(build, entries)) for entries in (LONG, FILLED, SHORT))
    name = f"most memory of a service, {LONG:,} entries fetched"
    figures.report(name, "MB", long, f"{FILLED:,} entries, caches full", filled, FLAT)
    figures.report(name, "MB", long, f"{SHORT:,} entries, caches empty", short, figures.to_print())
    many, few = connections(build)
    figures.report(f"memory of an open connection, of {MANY}", "KiB", figures.once(many), f"of {FEW}", figures.once(few), FLAT)


if __name__ == "__main__":
    main()
