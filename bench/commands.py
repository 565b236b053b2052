"""Times whole processes, from exec to their end or to their first page, with the most memory they held.

  commands.py run NAME REPETITIONS COMMAND...      {fresh} in the command: a path to nothing, anew each time
  commands.py serve NAME REPETITIONS URL COMMAND...   until the URL answers 200
"""
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request


def run_once(command):
    folder = tempfile.mkdtemp(dir=os.environ.get("BENCH_WORK"))
    command = [part.replace("{fresh}", f"{folder}/fresh") for part in command]
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - begun
    shutil.rmtree(folder)
    if os.waitstatus_to_exitcode(status) not in ((0,) if "python" in command[0] else (0, 1)):   # 1: Waymark finished and found problems
        sys.exit(f"failed: {' '.join(command)}")
    return took, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def serve_once(url, command):
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                if urllib.request.urlopen(url, timeout=5).status == 200:
                    return time.perf_counter() - begun
            except (urllib.error.URLError, ConnectionError, socket.timeout):
                if process.poll() is not None or time.perf_counter() - begun > 30:
                    return None
                time.sleep(0.0005)
    finally:
        process.terminate()
        process.wait()


what, name, repetitions = sys.argv[1], sys.argv[2], int(sys.argv[3])
if what == "run":
    runs = [run_once(sys.argv[4:]) for _ in range(repetitions + 1)][1:]
    wall, cpu, memory = (statistics.median(column) for column in zip(*runs))
    print(f"{name} s\t{wall:.4f}\n{name} processor s\t{cpu:.4f}\n{name} MB\t{memory:.1f}")
else:
    times = [serve_once(sys.argv[4], sys.argv[5:]) for _ in range(repetitions + 1)][1:]
    print(f"{name} s\t{statistics.median(times):.4f}" if None not in times else f"{name} s\tnot there")
