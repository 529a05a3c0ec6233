#!/usr/bin/python3
"""How much has to be sent again over a weak link: what scripts/soak link does, told as a figure. Takes minutes, for the link is slow."""

import json
import subprocess
import sys

import figures

PEOPLE = figures.counted(2000, 100)
SEEDS = figures.counted(3, 1)


def main():
    build = figures.build_folder(__doc__)
    sent = []
    for seed in range(1, SEEDS + 1):
        done = subprocess.run([sys.executable, "-B", str(figures.TESTS / "soak/link.py"), "--build", str(build), "--people", str(PEOPLE), "--seed", str(seed)],
                              text=True, stdout=subprocess.PIPE, check=False)
        told = json.loads(done.stdout)
        if not told["whole"]:
            raise RuntimeError(f"not everything arrived once: {told}")
        sent.append(told["ops_sent"])
    figures.report(f"{PEOPLE:,} ops over 50 kbit/s with cuts: sent", "ops", figures.spread_of(sent), "made", figures.limit(PEOPLE),
                   figures.ratio_at_most(1.05))


if __name__ == "__main__":
    main()
