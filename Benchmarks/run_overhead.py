#!/usr/bin/env python3
"""How long `practical run 1` takes beyond the cells' own time.

Three cases, each as the median over several runs of the wall time less the sum of the cells' seconds:
  first    everything is compiled anew (--no-cache)
  edit     one cell was edited since the last run; a different cell every time, spread over the practical
  nothing  nothing has changed: the earlier run is told again

    Benchmarks/run_overhead.py [--runs 20] [--program .build/release/practical]
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def overhead(program, practical, folder, *options):
    """One run; returns its wall time less the time of the cells, in seconds."""
    start = time.perf_counter()
    run = subprocess.run(
        [program, "run", str(practical), "--quiet", *options],
        cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    wall = time.perf_counter() - start
    if run.returncode not in (0, 1):
        raise SystemExit(run.stderr.decode())
    result = json.loads((Path(folder) / ".practical" / practical.stem / "result.json").read_text())
    return wall - sum(cell["seconds"] for cell in result["cells"] if not cell["cached"])


def edited(text, number):
    """The practical with a statement put at the end of one of its given cells or exercises."""
    cells = [
        match for match in re.finditer(r"^```swift \{[^}]*\.(?:cell|exercise)[^}]*\}\n.*?^```$",
                                       text, re.M | re.S)]
    cell = cells[(number * 7 + 3) % len(cells)]
    return text[:cell.end() - 3] + f"_ = {number}\n" + text[cell.end() - 3:]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--program", default=str(ROOT / ".build/release/practical"))
    arguments = parser.parse_args()
    source = (ROOT / "practicals/01-logistic-regression.md").read_text()
    with tempfile.TemporaryDirectory() as folder:
        practical = Path(folder) / "practical.md"
        practical.write_text(source)
        rows = {"first": [], "edit": [], "nothing": []}
        for _ in range(3):
            rows["first"].append(overhead(arguments.program, practical, folder, "--no-cache"))
        overhead(arguments.program, practical, folder)
        for number in range(arguments.runs):
            practical.write_text(edited(source, number))
            rows["edit"].append(overhead(arguments.program, practical, folder))
            rows["nothing"].append(overhead(arguments.program, practical, folder))
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores; seconds beyond the cells' own")
    for name, values in rows.items():
        print(f"{name:8} median {statistics.median(values):.3f}  "
              f"({min(values):.3f} to {max(values):.3f}, {len(values)} runs)")


if __name__ == "__main__":
    main()
