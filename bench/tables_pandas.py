"""The tables in pandas: the columns in narrow types, every test made once, one grouped sum of all flags for each of the four frames."""
import sys
from pathlib import Path

import numpy as np
import pandas as pd

from tables_common import codes, derive, report, with_counties

folder, repetitions = Path(sys.argv[1]), int(sys.argv[2])
code = codes(folder)
narrow = {"partnership": "int16", **{name: "int32" for name in ("bought", "own", "at_school", "weekly")}}


def load(name):
    types = {column: narrow.get(column, "uint8") for column in pd.read_csv(folder / f"{name}.csv", nrows=0).columns}
    frame = pd.read_csv(folder / f"{name}.csv", dtype=types)
    for column in ("open", "managed", "looked_after", "out_of_county", "city", "fresh", "previous", "tier_4_before", "counts", "additional"):
        if column in frame:
            frame[column] = frame[column].astype(bool)
    return frame


students, referrals, discussions, outcomes = (load(name) for name in ("students", "referrals", "discussions", "outcomes"))
partnerships = pd.read_csv(folder / "partnerships.csv")
county_starts = np.flatnonzero(np.diff(partnerships.county, prepend=-1))
roll = with_counties(partnerships.roll.to_numpy(), county_starts)


def students_flags():
    s = students
    year, ehc, mode = s.year, s.ehc, s["mode"]
    stage = {name: ehc == code[f"ehc_stage.{name}"] for name in ("formal_assessment", "top_up", "plan_no_funding", "plan_funded", "plan_package")}
    part_time, full_time, medical = (mode == code[f"programme_mode.{name}"] for name in ("part_time", "full_time", "medical"))
    funding = stage["top_up"] | stage["plan_no_funding"] | stage["plan_funded"] | stage["plan_package"]
    out = {f"open_{y}": s.open & (year == y) for y in range(7, 12)}
    out |= {"open_all": s.open, "open_city": s.open & s.city, "open_looked_after": s.open & s.looked_after, "open_out": s.open & s.looked_after & s.out_of_county,
            "open_assessment": s.open & stage["formal_assessment"], "open_top_up": s.open & stage["top_up"], "open_no_funding": s.open & stage["plan_no_funding"],
            "open_funded": s.open & stage["plan_funded"], "open_package": s.open & stage["plan_package"], "open_funding": s.open & funding,
            "managed_package": s.managed & stage["plan_package"], "managed_10": s.managed & (year == 10)}
    short, supported, out_of = s.weekly < 2400, funding | stage["formal_assessment"], s.looked_after & s.out_of_county
    for name, there in (("ks3", s.managed & year.between(7, 9)), ("ks4", s.managed & year.between(10, 11))):
        out |= {name: there, f"{name}_top_up": there & stage["top_up"], f"{name}_full_time": there & full_time, f"{name}_medical": there & medical, f"{name}_short": there & short,
                f"{name}_ehc": there & supported, f"{name}_package": there & stage["plan_package"], f"{name}_city": there & s.city,
                f"{name}_looked_after": there & s.looked_after, f"{name}_out": there & out_of, f"{name}_at_school": s.at_school.where(there & part_time, 0)}
    taught = (out["ks3"] | out["ks4"]) & ~medical
    out |= {"bought": s.bought.where(taught, 0), "own": s.own.where(taught, 0)}
    return out


def referrals_flags():
    r = referrals
    out = {"fresh": r.fresh, "previous": r.previous, "previous_tier_4": r.previous & r.tier_4_before}
    for term in range(3):
        out[f"fresh_{term}"] = now = r.fresh & (r.term == term)
        for name in ("attendance", "semh", "one_off", "none"):
            out[f"{name}_{term}"] = now & (r.category == code[f"referral_category.{name}"])
    return out


def discussions_flags():
    d, out = discussions, {}
    for term in range(3):
        out[f"forum_term_{term}"] = now = d.counts & (d.term == term)
        out[f"supported_term_{term}"] = supported = now & d.additional
        discussed = now & ~d.additional
        for year in range(7, 12):
            of_year = d.year == year
            out[f"supported_{year}_{term}"], out[f"discussed_{year}_{term}"] = supported & of_year, discussed & of_year
    return out


def outcomes_flags():
    return {f"outcome_{name[17:]}": outcomes.code == value for name, value in code.items() if name.startswith("referral_outcome.")}


def compute():
    counts = {}
    for frame, flags in ((students, students_flags()), (referrals, referrals_flags()), (discussions, discussions_flags()), (outcomes, outcomes_flags())):
        sums = summed(frame, flags)
        for name, column in sums.items():
            counts[name] = with_counties(column, county_starts)
    return derive(counts, roll)


def summed_by_group(frame, flags):
    grouped = pd.DataFrame(flags, copy=False).groupby(frame.partnership.to_numpy(), sort=False).sum()
    grouped = grouped.reindex(range(len(partnerships)), fill_value=0).astype("int64")
    return {name: grouped[name].to_numpy() for name in flags}


def summed_by_count(frame, flags):
    where = frame.partnership.to_numpy()
    out = {}
    for name, flag in flags.items():
        values = flag.to_numpy()
        out[name] = np.bincount(where[values], minlength=len(partnerships)) if values.dtype == bool else np.bincount(where, values, len(partnerships)).astype("int64")
    return out


for summed, who in ((summed_by_group, "pandas groupby ms"), (summed_by_count, "pandas bincount ms")):
    report(folder, who, compute, repetitions)
