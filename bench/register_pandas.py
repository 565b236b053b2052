"""Reads and validates a register in pandas, from CSV files or (through openpyxl) from a workbook, and loads the sound rows into SQLite.

The checks are those that refuse a row: real dates, codes of their lists, periods, UPN check letters, amounts, references, keys given twice.

  register_pandas.py csv|xlsx SOURCE CODES REPETITIONS   times the work alone, interpreter and libraries being loaded
  register_pandas.py csv|xlsx SOURCE CODES once [INTO]   does it once, to be timed as a whole process; INTO: the database to make, else only checked
"""
import datetime
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

kind, source, codes_file, repetitions = sys.argv[1], Path(sys.argv[2]), sys.argv[3], sys.argv[4]
code_lists = {name: set(group.code) for name, group in pd.read_csv(codes_file, dtype=str, keep_default_na=False).groupby("list")}
letters = np.frombuffer(b"ABCDEFGHJKLMNPQRTUVWXYZ", dtype=np.uint8)

# Sheet -> dates, codes, period, references (column -> sheet), key. Parents come before those that refer to them.
sheets = {
    "Partnerships": dict(codes={"County": "authority"}, key=["Code"], needs=["Code"]),
    "Partnership names": dict(dates=["From", "To"], period=("From", "To"), refers={"Partnership": "Partnerships"}, key=["Partnership", "Short name", "Name"]),
    "Schools": dict(refers={"Partnership": "Partnerships"}, key=["URN"], needs=["URN"]),
    "School rolls": dict(dates=["School census date"], refers={"School": "Schools"}, amounts={"Roll aged 11 to 16": 5000, "Free school meals %": 100}, key=["School", "School census date"]),
    "Providers": dict(codes={"Kind": "provider_kind"}, key=["Provider name"], needs=["Provider name"]),
    "Pupils": dict(dates=["Date of birth"], codes={"Sex": "sex", "Home authority": "authority"}, key=["UPN"]),
    "Cases": dict(dates=["Opened", "Closed"], period=("Opened", "Closed"), refers={"Partnership": "Partnerships", "Pupil": "Pupils"}, key=["Partnership", "Pupil", "Opened"], needs=["Pupil"]),
    "Schools on roll": dict(dates=["From", "To"], period=("From", "To"), refers={"Pupil": "Pupils", "School": "Schools"}, key=["Pupil", "From"], needs=["Pupil", "From"]),
    "Looked after": dict(dates=["From", "To"], period=("From", "To"), codes={"Care authority": "authority"}, refers={"Pupil": "Pupils"}, key=["Pupil", "From"], needs=["Pupil", "From"]),
    "SEN statuses": dict(dates=["From", "To"], period=("From", "To"), codes={"SEN provision": "sen_provision", "EHC stage": "ehc_stage"}, refers={"Pupil": "Pupils"},
                         amounts={"Funding a year": 1e12}, key=["Pupil", "From"], needs=["Pupil", "From"]),
    "Referrals": dict(dates=["Date received"], codes={"Route": "referral_route", "Category": "referral_category"}, refers={"Partnership": "Partnerships", "Pupil": "Pupils", "Referring school": "Schools"},
                      key=["Partnership", "Referral reference"], needs=["Pupil"]),
    "Referral outcomes": dict(dates=["Decided"], codes={"Outcome": "referral_outcome"}, refers={"Referral": "Referrals"}, key=["Referral", "Outcome"], needs=["Referral", "Outcome"]),
    "Discussions": dict(dates=["Date of meeting"], codes={"Meeting": "meeting_kind"}, refers={"Partnership": "Partnerships", "Pupil": "Pupils", "Referral": "Referrals"},
                        key=["Partnership", "Pupil", "Date of meeting", "Referral"], needs=["Pupil"]),
    "Programmes": dict(dates=["Started", "Ended"], period=("Started", "Ended"), codes={"Mode": "programme_mode", "Tier": "tier"}, refers={"Partnership": "Partnerships", "Pupil": "Pupils"},
                       key=["Partnership", "Programme reference"], needs=["Pupil"]),
    "Timetable": dict(dates=["From", "To"], period=("From", "To"), codes={"Source": "timetable_source", "Day": "weekday"}, refers={"Programme": "Programmes", "Provider": "Providers"},
                      amounts={"Hours a week": 100, "Cost a week": 1e12, "Transport cost a week": 1e12}, key=["Programme", "Source", "Provider", "Day", "From"], needs=["Programme"]),
}
names = {"Partnerships": ["Code", "Name"], "Schools": ["URN", "School name"], "Providers": ["Provider name"], "Pupils": ["UPN", "Pupil reference"], "Referrals": ["Referral reference"],
         "Programmes": ["Programme reference"]}


def read_csv_files():
    return {name: pd.read_csv(source / f"{name}.csv", dtype=str) for name in sheets if (source / f"{name}.csv").exists()}


def cell(value):
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d")
    return value if value is None or isinstance(value, str) else f"{value:g}" if isinstance(value, float) else str(value)


def read_workbook():
    import openpyxl   # only here: a whole process that reads CSV does not load it
    book = openpyxl.load_workbook(source, read_only=True, data_only=True)
    out = {}
    for name in sheets:
        rows = book[name].iter_rows(values_only=True)
        headings = next(rows)
        out[name] = pd.DataFrame([[cell(value) for value in row] for row in rows], columns=headings, dtype=object).dropna(how="all")
    return out


def wrong_upn(upn):
    wrong = upn.notna() & ~upn.str.fullmatch(r"[A-HJ-NP-RT-Z]\d{11}[0-9A-HJ-NP-RT-Z]", na=False)
    to_check = upn[upn.notna() & ~wrong]
    characters = np.frombuffer("".join(to_check).encode(), dtype=np.uint8).reshape(-1, 13)
    values = np.where(characters[:, 1:] <= ord("9"), characters[:, 1:] - ord("0"), np.searchsorted(letters, characters[:, 1:])).astype(np.int64)
    expected = letters[values @ np.arange(2, 14) % 23]
    wrong[to_check.index] = expected != characters[:, 0]
    return wrong


def validate(frames):
    sound, known, refused = {}, {}, {}
    today = pd.Timestamp.today()
    for name, rules in sheets.items():
        frame = frames.get(name)
        if frame is None:
            continue
        wrong = pd.Series(False, index=frame.index)
        dates = {}
        for column in rules.get("dates", []):
            dates[column] = pd.to_datetime(frame[column], format="%Y-%m-%d", errors="coerce")
            wrong |= frame[column].notna() & dates[column].isna()
        for column, list_ in rules.get("codes", {}).items():
            wrong |= frame[column].notna() & ~frame[column].isin(code_lists[list_])
        for column, most in rules.get("amounts", {}).items():
            amount = pd.to_numeric(frame[column], errors="coerce")
            wrong |= frame[column].notna() & ~amount.between(0, most)
        if "period" in rules:
            begin, end = rules["period"]
            wrong |= dates[end] < dates[begin]
        if name == "Pupils":
            wrong |= wrong_upn(frame.UPN) | (dates["Date of birth"] > today)
        for column in rules.get("needs", []):
            wrong |= frame[column].isna()
        for column, parent in rules.get("refers", {}).items():
            wrong |= frame[column].notna() & ~frame[column].isin(known[parent])
        wrong |= frame[~wrong].duplicated(rules["key"]).reindex(frame.index, fill_value=False)
        for column, dated in dates.items():
            frame[column] = dated.dt.strftime("%Y-%m-%d")
        sound[name], refused[name] = frame[~wrong], int(wrong.sum())
        if name in names:
            known[name] = set().union(*(sound[name][column].dropna() for column in names[name]))
    return sound, refused


def load(sound, path):
    with sqlite3.connect(path) as db:
        for name, frame in sound.items():
            frame.to_sql(name, db, index=False)


def run(into=None):
    sound, refused = validate(read_csv_files() if kind == "csv" else read_workbook())
    if into:
        load(sound, into)
    return refused


if repetitions == "once":
    run(*sys.argv[5:])
    sys.exit()
refused = run()
if kind == "csv":
    faulty = source.parent / "faulty"
    if faulty.exists():
        source, held = faulty, source
        for name, n in run().items():
            print(f"refused {name}\t{n}")
        source = held
for what in ("dry run", "import"):
    times = []
    for _ in range(int(repetitions)):
        path = tempfile.mktemp(suffix=".db", dir=os.environ.get("BENCH_WORK"))
        begun = time.perf_counter()
        run(path if what == "import" else None)
        times.append(time.perf_counter() - begun)
        if what == "import":
            os.unlink(path)
    print(f"{'pandas' if kind == 'csv' else 'openpyxl'} {kind} {what} s\t{statistics.median(times):.3f}")
