#!/usr/bin/env python3
"""How long `practical watch` takes from a save to the result, and Python notebooks for the same.

The rows:
  small cell     a number in the last cell of practical 2 changes: until that cell's result is told
  first cell     a number in the first cell of practical 2 changes: until everything is told, less the cells' own time
  prose          a sentence changes: until everything is told
  no-op run      `practical run` of a practical that has not changed: wall time of the program
  snapshot       what one cell costs beyond its own time, with 500 MB in memory and without
  notebook       the peers, when --notebook names one: nbclient executes it from a cold start; after an edit it
                 restarts and runs all, or (with the state of before) runs the changed cell alone

    Benchmarks/watch_latency.py [--edits 20] [--first 5] [--program .build/release/practical]
                                [--notebook lab.ipynb --python /venv/bin/python]
"""

import argparse
import json
import os
import re
import signal
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

PEER = """
import sys, time, nbformat, nbclient
start = time.perf_counter()
notebook = nbformat.read(sys.argv[1], 4)
client = nbclient.NotebookClient(notebook, timeout=600)
with client.setup_kernel():
    for index, cell in enumerate(notebook.cells):
        client.execute_cell(cell, index)
    print("all", time.perf_counter() - start, flush=True)
    for _ in range(int(sys.argv[2])):
        start = time.perf_counter()
        client.execute_cell(notebook.cells[-1], len(notebook.cells) - 1)
        print("last", time.perf_counter() - start, flush=True)
"""


class Watch:
    """A running `practical watch --json`."""

    def __init__(self, program, path):
        self.path = path
        self.process = subprocess.Popen(
            [program, "watch", path.name, "--json"], cwd=path.parent, stdout=subprocess.PIPE, text=True)

    def events(self):
        """The events up to the report, each with the time at which it came."""
        for line in self.process.stdout:
            event = json.loads(line)
            yield time.perf_counter(), event
            if event["event"] == "report":
                return
        raise SystemExit("practical watch has ended")

    def save(self, text):
        """Saves the file as editors do; returns the time at which it had its name."""
        part = self.path.with_suffix(".part")
        part.write_text(text)
        part.rename(self.path)
        return time.perf_counter()

    def end(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait()


def row(name, values, unit="s"):
    print(f"{name:34} median {statistics.median(values):.4f} {unit}  "
          f"({min(values):.4f} to {max(values):.4f}, {len(values)})", flush=True)


def cells(text):
    return list(re.finditer(r"^```swift \{#(\S+) [^}]*\}\n(.*?)^```$", text, re.M | re.S))


def edited(text, cell, number):
    """The text with a statement at the end of a cell."""
    return text[:cell.end() - 3] + f"print({number})\n" + text[cell.end() - 3:]


def latencies(arguments, folder):
    path = folder / "practical.md"
    source = (ROOT / "practicals/02-feed-forward-net.md").read_text()
    path.write_text(source)
    watch = Watch(arguments.program, path)
    for _ in watch.events():
        pass
    parts = cells(source)
    small, small_all = [], []
    for number in range(arguments.edits):
        start = watch.save(edited(source, parts[-1], number))
        for at, event in watch.events():
            if event["event"] == "cellEnded" and event["cell"] == parts[-1][1]:
                small.append(at - start)
            if event["event"] == "ended":
                small_all.append(at - start)
    row("small cell, its result", small)
    row("small cell, everything", small_all)
    prose = []
    base = edited(source, parts[-1], arguments.edits - 1)
    for number in range(arguments.edits):
        start = watch.save(base.replace("\n# ", f"\nWords {number}.\n\n# ", 1))
        prose += [at - start for at, event in watch.events() if event["event"] == "ended"]
    row("prose", prose)
    first = []
    for number in range(arguments.first):
        start = watch.save(edited(source, parts[0], number))
        own = 0.0
        for at, event in watch.events():
            if event["event"] == "cellEnded":
                own += event["result"]["seconds"]
            if event["event"] == "ended":
                first.append(at - start - own)
    row("first cell, beyond the cells", first)
    watch.end()
    path.write_text(source)
    command = [arguments.program, "run", path.name, "--quiet"]
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL)
    nothing = []
    for _ in range(arguments.edits):
        start = time.perf_counter()
        subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL)
        nothing.append(time.perf_counter() - start)
    row("no-op run", nothing)


def snapshots(arguments, folder, megabytes):
    path = folder / f"memory{megabytes}.md"
    fence = "```"
    path.write_text(
        f"# Memory\n\n{fence}swift {{#hold .cell}}\nvar held = [UInt8](repeating: 1, count: {megabytes} << 20)\n"
        f"print(held.count)\n{fence}\n\n"
        + "".join(f"{fence}swift {{#cell{n} .cell}}\nheld[{n} << 16] = 2\n{fence}\n\n" for n in range(40)))
    watch = Watch(arguments.program, path)
    costs, started, own = [], None, 0
    for at, event in watch.events():
        if event["event"] == "cellStarted":
            if started and event["cell"] not in ("hold", "cell0", "cell1"):
                costs.append((at - started - own) * 1000)
            started = at
        if event["event"] == "cellEnded":
            own = event["result"]["seconds"]
    # The first of a module waits for its library.
    row(f"one cell with {megabytes} MB", costs, "ms")
    watch.end()


def peers(arguments):
    script = Path(tempfile.gettempdir()) / "watch_peer.py"
    script.write_text(PEER)
    every, last, walls = [], [], []
    for number in range(max(3, arguments.edits // 4)):
        start = time.perf_counter()
        output = subprocess.run(
            [arguments.python, script, arguments.notebook, "5"], text=True, capture_output=True,
            cwd=Path(arguments.notebook).parent)
        if output.returncode:
            raise SystemExit(output.stderr)
        walls.append(time.perf_counter() - start)
        for line in output.stdout.split("\n"):
            if line.startswith("all "):
                every.append(float(line.split()[1]))
            if line.startswith("last "):
                last.append(float(line.split()[1]))
    name = Path(arguments.notebook).stem
    row(f"{name}: restart and run all", every)
    row(f"{name}: changed cell alone", last)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--edits", type=int, default=20)
    parser.add_argument("--first", type=int, default=5)
    parser.add_argument("--program", default=str(ROOT / ".build/release/practical"))
    parser.add_argument("--notebook")
    parser.add_argument("--python", default="python3")
    parser.add_argument("--only", choices=["watch", "snapshots", "peers"])
    arguments = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if arguments.only in (None, "snapshots"):
            for megabytes in (1, 500):
                snapshots(arguments, folder, megabytes)
        if arguments.only in (None, "watch"):
            latencies(arguments, folder)
    if arguments.notebook and arguments.only in (None, "peers"):
        peers(arguments)
    print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
