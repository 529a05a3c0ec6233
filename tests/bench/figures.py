"""How a measurement in Python prints what it measured: the form of tests/bench/measure.h, one JSON object a line on standard output."""

import argparse
import json
import os
import statistics
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
for folder in ("soak", "end_to_end"):  # of the two that are named link, the relay
    sys.path.insert(0, str(TESTS / folder))


def build_folder(description):
    """The build folder, which is the one argument of every measurement."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--build", type=Path, required=True)
    return parser.parse_args().build


def counted(everything, few):
    """How many to measure: everything for figures, few for `scripts/bench --quick`, which shows that the benchmarks work."""
    return few if os.environ.get("WAYMARK_BENCH_QUICK") else everything


def spread_of(samples):
    return {"median": statistics.median(samples), "low": min(samples), "high": max(samples), "runs": len(samples)}


def once(value):
    return spread_of([value])


def limit(value):
    return {**once(value), "runs": 0}


def ratio_at_least(value):
    return {"kind": "ratio_at_least", "value": value}


def ratio_at_most(value):
    return {"kind": "ratio_at_most", "value": value}


def at_most(value):
    """Of the figure itself, in its unit."""
    return {"kind": "at_most", "value": value}


def to_print():
    return {"kind": "to_print", "value": 0}


def report(name, unit, ours, beside, peer, goal):
    """One figure: ours, in `unit`, and what it is held against, in the same unit. The ratio is that of the medians."""
    print(json.dumps({"name": name, "unit": unit, **ours, "beside": {"name": beside, **peer}, "ratio": ours["median"] / peer["median"],
                      "goal": goal}), flush=True)
