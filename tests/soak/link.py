#!/usr/bin/python3
"""2,000 records each way over 50 kbit/s and 800 ms, with a link that breaks every 20 to 60 seconds and a captive portal now and then.
Exits 0 only if everything arrived once and under 5 % of the ops had to be sent again."""

import argparse
import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "end_to_end"))
from pusher import Pusher  # noqa: E402
from service import Service  # noqa: E402
from tablets import Tablets  # noqa: E402
from weak_link import WeakLink  # noqa: E402

MOST_RESENT = 0.05


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--people", type=int, default=2000, help="whom each side records")
    parser.add_argument("--minutes", type=int, default=30, help="give up after so long")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        service = Service(asked.build / "bin/waymark-service", Path(folder, "data"))
        hall = Pusher(service)
        for start in range(0, asked.people, 500):
            hall.sync([hall.person(number) for number in range(start, min(start + 500, asked.people))])
        link = WeakLink(*service.address(), asked.seed)
        tablets = Tablets(asked.build / "bin/waymark_tablets")
        codes = {"enrol": service.run("code", "enrol", "--venue", hall.venue, "--role", "worker")["code"],
                 "join": service.run("code", "join", "--user", hall.user)["code"]}
        tablets.ask("make", name="a", file=str(Path(folder, "a.db")), url=link.url, **codes)
        tablets.ask("record", name="a", venue=hall.venue, people=asked.people)
        told = tablets.ask("sync", names=["a"], seconds=asked.minutes * 60)
        seen = tablets.ask("look", name="a", venue=hall.venue)
        people, head = hall.people()
        tablets.close()
        link.close()
        service.stop()
    resent = (told["ops_sent"] - asked.people) / asked.people
    whole = told["unfinished"] == 0 and seen == {"people": 2 * asked.people, "waiting": 0} and len(set(people)) == 2 * asked.people == head
    print(json.dumps({"seconds": round(told["seconds"], 1), "cuts": link.cuts, "portal_pages": link.portal_pages, "calls": told["calls"],
                      "failed_calls": told["failed"], "ops_sent": told["ops_sent"], "resent": round(resent, 4), "bytes_up": link.carried[0],
                      "bytes_down": link.carried[1], "on_the_device": seen["people"], "at_the_service": len(set(people)), "whole": whole}))
    return 0 if whole and resent < MOST_RESENT else 1


if __name__ == "__main__":
    sys.exit(main())
