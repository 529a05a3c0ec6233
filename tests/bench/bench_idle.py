#!/usr/bin/python3
"""An exchange with nothing new: how many calls, and how many bytes both ways with headers (without TLS), beside the 1 KiB that the contract allows for
three streams. No device that writes holds so few: a volunteer's at one venue has four, a worker's five."""

import tempfile
from pathlib import Path

import figures
from link import Link
from service import Service
from tablets import Tablets

STREAMS = {"volunteer": 4, "worker": 5}
EXCHANGES = figures.counted(5, 2)


def main():
    build = figures.build_folder(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        service = Service(build / "bin/waymark-service", Path(folder, "service"))
        service.run("init", "--organisation", "Bench", "--admin", "a@example.org", stdin="correct horse battery\n")
        venue = service.run("add", "venue", "--name", "Hall")["venue"]
        codes = {}
        for role in STREAMS:
            user = service.run("add", "user", "--name", role, "--role", role, "--venue", venue)["user"]
            codes[role] = {"enrol": service.run("code", "enrol", "--venue", venue, "--role", role)["code"],
                           "join": service.run("code", "join", "--user", user)["code"]}
        service.start()
        link = Link(*service.address())
        tablets = Tablets(build / "bin/waymark_tablets")
        calls, carried = [], {role: [] for role in STREAMS}
        for role in STREAMS:
            tablets.ask("make", name=role, file=str(Path(folder, f"{role}.db")), url=link.url, **codes[role])
            tablets.ask("record", name=role, venue=venue, people=10)
        for role in [*STREAMS, *STREAMS]:  # what the other sent last, too
            tablets.ask("sync", names=[role], seconds=60)
        for _ in range(EXCHANGES):
            for role, sizes in carried.items():
                before = link.carried
                calls.append(tablets.ask("sync", names=[role], once=True)["calls"])
                sizes.append(link.carried - before)
        tablets.close()
        link.close()
        service.stop()
    figures.report("exchange with nothing new: calls", "calls", figures.spread_of(calls), "one", figures.limit(1), figures.ratio_at_most(1))
    for role, sizes in carried.items():
        figures.report(f"exchange with nothing new in {STREAMS[role]} streams", "bytes", figures.spread_of(sizes), "1 KiB", figures.limit(1024),
                       figures.ratio_at_most(1))


if __name__ == "__main__":
    main()
