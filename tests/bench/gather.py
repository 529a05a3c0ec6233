#!/usr/bin/python3
"""Runs the measurements and gathers their figures: prints a table of ratios, with medians and spread, and writes all of it as JSON. A measurement
that fails, prints anything that is no whole figure, or prints nothing fails the run, after the others were taken; a goal that is not
reached does not."""

import argparse
import datetime
import json
import math
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
GOALS = {
    "ratio_at_least": ("ratio at least {}", lambda figure, value: figure["ratio"] >= value),
    "ratio_at_most": ("ratio at most {}", lambda figure, value: figure["ratio"] <= value),
    "at_most": ("at most {} {unit}", lambda figure, value: figure["median"] <= value),
    "to_print": ("a figure to print", None),
}


class BadFigure(Exception):
    """A line that is no whole figure; the words say what is wrong with it."""


def number(of, key, where):
    value = of.get(key)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise BadFigure(f"{where} has no number {key}")
    return value


def check_spread(spread, where, least_runs):
    if not isinstance(spread.get("name"), str) or not spread["name"]:
        raise BadFigure(f"{where} has no name")
    low, median, high = (number(spread, key, where) for key in ("low", "median", "high"))
    if not low <= median <= high:
        raise BadFigure(f"{where}: the median is not between low and high")
    if number(spread, "runs", where) < least_runs:
        raise BadFigure(f"{where} has too few runs")


def figure_of(line):
    """The figure that a line holds. Raises BadFigure."""
    try:
        figure = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadFigure(f"not JSON ({error.msg})") from error
    if not isinstance(figure, dict):
        raise BadFigure("not an object")
    check_spread(figure, "the figure", 1)
    if not isinstance(figure.get("unit"), str):
        raise BadFigure("the figure has no unit")
    if not isinstance(figure.get("beside"), dict):
        raise BadFigure("there is nothing beside the figure")
    check_spread(figure["beside"], "what stands beside", 0)
    ratio, peer = number(figure, "ratio", "the figure"), figure["beside"]["median"]
    if peer == 0 or not math.isclose(ratio, figure["median"] / peer, rel_tol=1e-3, abs_tol=1e-9):
        raise BadFigure("the ratio is not that of the medians")
    goal = figure.get("goal")
    if not isinstance(goal, dict) or goal.get("kind") not in GOALS:
        raise BadFigure("the figure has no goal")
    number(goal, "value", "the goal")
    return figure


def reached(figure):
    """Whether the goal is reached; None if there is none to reach."""
    judge = GOALS[figure["goal"]["kind"]][1]
    return judge and judge(figure, figure["goal"]["value"])


def short(value):
    """Three digits that matter, and no fewer than there are before the point."""
    if value == 0 or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.{max(0, 2 - math.floor(math.log10(abs(value))))}f}"


def with_spread(spread):
    if spread["low"] == spread["high"]:
        return short(spread["median"])
    return f"{short(spread['median'])} [{short(spread['low'])}, {short(spread['high'])}]"


def table(figures):
    """The figures as lines of a table as docs/measurements.md has them."""
    rows = [["what", "ours", "beside", "ratio", "to reach"]]
    for figure in figures:
        words = GOALS[figure["goal"]["kind"]][0].format(f"{figure['goal']['value']:,g}", unit=figure["unit"])
        words += {None: "", True: ": reached", False: ": not reached"}[reached(figure)]
        rows.append([figure["name"], f"{with_spread(figure)} {figure['unit']}", f"{figure['beside']['name']}: {with_spread(figure['beside'])}",
                     short(figure["ratio"]), words])
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |" for row in rows]
    return [lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]]


def run(name, command):
    """The figures of one measurement, and what was wrong with it."""
    figures, wrong = [], []
    if not Path(command[0]).exists():
        return figures, [f"{name}: it was not built"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", errors="replace") as process:
        for line in process.stdout:
            try:
                figures.append({"bench": name, **figure_of(line)})
            except BadFigure as bad:
                wrong.append(f"{name}: {bad}: {line.strip()}")
    if process.returncode != 0:
        wrong.append(f"{name}: exit {process.returncode}")
    elif not figures and not wrong:
        wrong.append(f"{name}: it printed no figure")
    return figures, wrong


def command_of(name, build):
    script = HERE / f"{name}.py"
    return [sys.executable, "-B", str(script), "--build", str(build)] if script.exists() else [str(build / "bench" / name)]


def machine():
    """What the figures were taken on."""
    models = [line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines() if line.startswith("model name")]
    return {"cores": os.cpu_count(), "processor": models[0] if models else "", "load": os.getloadavg()[0]}


def build_type(build):
    """Release for what is shipped."""
    cache = (build / "CMakeCache.txt").read_text(encoding="utf-8").splitlines()
    return next((line.split("=", 1)[1] for line in cache if line.startswith("CMAKE_BUILD_TYPE:")), "")


def commit():
    done = subprocess.run(["git", "-C", str(HERE), "rev-parse", "HEAD"], text=True, capture_output=True, check=False)
    return done.stdout.strip()


def main(words=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("names", nargs="+")
    asked = parser.parse_args(words)
    taken = {"taken": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"), "commit": commit(),
             "build": build_type(asked.build), "quick": bool(os.environ.get("WAYMARK_BENCH_QUICK")), "machine": machine()}
    figures, wrong = [], []
    for name in asked.names:
        print(f"== {name}", file=sys.stderr, flush=True)
        of_this, wrong_here = run(name, command_of(name, asked.build))
        figures += of_this
        wrong += wrong_here
    result = {**taken, "figures": [{**figure, "reached": reached(figure)} for figure in figures], "wrong": wrong}
    asked.output.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print("\n".join(table(figures)))
    if taken["quick"]:
        print("Small counts, to show that the measurements work: these are no figures to keep.")
    print(f"Written to {asked.output}.")
    for words_of_it in wrong:
        print(f"WRONG {words_of_it}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
