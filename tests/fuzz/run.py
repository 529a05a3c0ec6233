#!/usr/bin/python3
"""Runs fuzzers for long, two at a time and with the lowest priority, and prints for each what came of it as one line of JSON: executions, seconds,
processor seconds, places of code reached (coverage as libFuzzer counts it), inputs kept, and what was found. What is kept stays in the build
folder's corpus, and the next run goes on from there. Exits 1 if anything was found."""

import argparse
import concurrent.futures
import json
import re
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
LIMITS = ["-rss_limit_mb=2048", "-timeout=10", "-max_len=65536", "-print_final_stats=1"]


def dictionaries():
    """The words that each fuzzer is given, as CMakeLists.txt says."""
    lines = (HERE / "CMakeLists.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^waymark_fuzzer\((\w+) .*?DICTIONARY (\w+)", lines, re.M))


def run(build, name, seconds):
    short = name.removeprefix("fuzz_")
    corpus, finds = build / "corpus" / short, build / "finds" / short
    for folder in (corpus, finds):
        folder.mkdir(parents=True, exist_ok=True)
    words = [f"-dict={HERE}/seeds/{dictionaries()[name]}.dict"] if name in dictionaries() else []
    command = ["nice", "-n", "19", "bash", "-c", '"$@"; status=$?; times >&2; exit $status', "times", str(build / "fuzz" / name), f"-max_total_time={seconds}",
               *LIMITS, *words, f"-artifact_prefix={finds}/", str(corpus), str(HERE / "seeds" / short)]
    command += [str(kept) for kept in [build / "kept" / short] if kept.is_dir()]
    start = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace", check=False)
    took = time.monotonic() - start
    executions = re.findall(r"stat::number_of_executed_units:\s*(\d+)", done.stderr) or re.findall(r"^#(\d+)\s", done.stderr, re.M)
    reached = re.findall(r"cov: (\d+) ft: (\d+) corp: (\d+)", done.stderr)
    used = sum(60 * int(minutes) + float(rest) for minutes, rest in re.findall(r"(\d+)m([\d.]+)s", done.stderr.splitlines()[-1]))
    told = {"fuzzer": name, "executions": int(executions[-1]) if executions else 0, "seconds": round(took), "processor_seconds": round(used),
            "coverage": int(reached[-1][0]) if reached else 0, "corpus": int(reached[-1][2]) if reached else 0, "found": done.returncode != 0}
    if done.returncode != 0:
        told["where"] = str(finds)
        told["words"] = next((line for line in done.stderr.splitlines() if "SUMMARY" in line or "runtime error" in line), "")
    print(json.dumps(told), flush=True)
    return done.returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=60, help="for each fuzzer")
    parser.add_argument("names", nargs="*", help="fuzz_device and so on; all of them if none is named")
    asked = parser.parse_args()
    names = asked.names or sorted(path.name for path in (asked.build / "fuzz").glob("fuzz_*"))
    with concurrent.futures.ThreadPoolExecutor(2) as two:
        fine = list(two.map(lambda name: run(asked.build, name, int(60 * asked.minutes)), names))
    return 0 if all(fine) else 1


if __name__ == "__main__":
    sys.exit(main())
