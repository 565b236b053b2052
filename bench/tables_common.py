"""What the Python programs share: the census columns, the cells to equal, and the figures that follow from counts."""
import csv
import json
import math
import statistics
import sys
import time
from pathlib import Path

import numpy as np

here = Path(__file__).parent
layout = json.loads((here / "layout.json").read_text())


def codes(folder):
    held = {}
    for row in csv.DictReader(open(folder / "codes.csv", encoding="utf-8")):
        held[f"{row['list']}.{row['code']}"] = int(row["position"])
    return held


def with_counties(counts, county_starts):
    """Each partnership's counts, then each county's: partnerships lie in the order of their counties."""
    return np.concatenate([counts, np.add.reduceat(counts, county_starts)])


def share(a, b):
    return np.divide(a, b, out=np.full(len(a), np.nan), where=b != 0)


def derive(c, roll):
    """From counts to figures; c: name -> array, columns as in the tables."""
    c["referrals"] = c["fresh"] + c["previous"]
    c["previous_tier_4_percent"] = share(c["previous_tier_4"] * 100.0, c["previous"])
    for kind in ("discussed", "supported"):
        for year in range(7, 12):
            c[f"{kind}_{year}"] = sum(c[f"{kind}_{year}_{term}"] for term in range(3))
    for year in range(7, 12):
        c[f"forum_{year}"] = c[f"discussed_{year}"] + c[f"supported_{year}"]
    c["forum"] = sum(c[f"forum_term_{term}"] for term in range(3))
    c["supported"] = sum(c[f"supported_term_{term}"] for term in range(3))
    c["outcomes"] = sum(c[name] for name in layout["outcomes"][:-1])
    whole = {}
    for stage in ("ks3", "ks4"):
        whole[stage] = (c[stage] - c[f"{stage}_medical"]) * 2500 - c[f"{stage}_at_school"]
        c[f"{stage}_in_school"] = c[f"{stage}_at_school"] / 2500
        c[f"{stage}_adjusted"] = whole[stage] / 2500
        c[f"{stage}_percent"] = share(c[stage] * 100.0, roll)
    c["both"] = c["ks3"] + c["ks4"]
    c["both_percent"] = share(c["both"] * 100.0, roll)
    for what in ("city", "looked_after", "out"):
        c[f"both_{what}"] = c[f"ks3_{what}"] + c[f"ks4_{what}"]
    adjusted = (whole["ks3"] + whole["ks4"]) / 2500
    c["adjusted_rounded"] = np.floor(adjusted + 0.5)
    for what in ("bought", "own"):
        c[f"{what}_hours"] = c[what] / 100
        c[f"{what}_average"] = share(c[f"{what}_hours"], adjusted)
    return [c[name] for names in layout.values() for name in names]


def compare(folder, cells):
    """Every cell against Waymark's; the first that differs ends the run."""
    names = [f"{table}/{i}" for table, list_ in layout.items() for i in range(len(list_))]
    held = {name: column for name, column in zip(names, cells)}
    checked = 0
    for row in csv.DictReader(open(folder / "cells.csv", encoding="utf-8")):
        ours, theirs = row["value"], float(held[row["cell"]][int(row["column"])])
        same = math.isnan(theirs) if ours == "" else math.isclose(float(ours), theirs, rel_tol=1e-9, abs_tol=1e-9)
        if not same:
            sys.exit(f"{folder}: {row['cell']} of column {row['column']} is {ours} in Waymark and {theirs} here")
        checked += 1
    if checked != len(names) * len(cells[0]):
        sys.exit(f"{folder}: {checked} cells compared, {len(names) * len(cells[0])} expected")


def report(folder, who, compute, repetitions):
    """Compare first; then the median of the repetitions, the first run having been the warm-up."""
    compare(folder, compute())
    times = []
    for _ in range(repetitions):
        begun = time.perf_counter()
        compute()
        times.append((time.perf_counter() - begun) * 1000)
    print(f"{who}\t{statistics.median(times):.3f}")
