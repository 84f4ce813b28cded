#!/usr/bin/env python3
"""How long it takes to write the report of a practical with 30 cells and 40 figures.

The practical is run once, which draws its figures. Then `practical report` writes `report.html` and `report.md`
again and again: the times are those of the whole program, from its start to its end, without drawing; the second
is that of the processor, which a busy machine does not lengthen.

    Benchmarks/report_writing.py [--runs 20] [--program .build/release/practical]
"""

import argparse
import os
import resource
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def practical():
    """A practical of 30 cells, 40 figures, formulas, tables and checks."""
    text = ["---\ntitle: A long practical\nseed: 1\n---\n# A long practical\n"]
    for number in range(30):
        text.append(
            f"## Section {number}\n\nSome *prose* with $x_{{{number}}}^2$ and a formula:\n\n"
            f"$$\\sum_{{i=1}}^{{{number + 2}}} \\frac{{\\partial L}}{{\\partial w_i}}$$\n")
        if number % 3 == 2:
            text.append(
                f"```swift {{#check{number} .check points=1}}\n"
                f"check(\"value {number}\", {number}.0, .equals({number}.0))\n```\n")
            continue
        lines = [f"let values{number} = (0..<500).map {{ sin(Double($0) / {number + 3}) }}"]
        for figure in range(2):
            kind = "line" if figure == 0 else "histogram"
            lines.append(
                f"show(Figure(title: \"Figure {number}.{figure}\").{kind}(values{number}))")
        lines.append(
            "show(Table(columns: [\"row\", \"value\"], rows: (0..<12).map { [$0, Double($0) / 7] }))")
        lines.append(f"for step in 0..<50 {{ print(\"step \\(step): loss \\(values{number}[step])\") }}")
        text.append(f"```swift {{#cell{number} .cell}}\n" + "\n".join(lines) + "\n```\n")
    return "\n".join(text)


def processor_seconds():
    """The processor time of all programs that were started and have ended, in seconds."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--program", default=str(ROOT / ".build/release/practical"))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "long.md").write_text(practical())
        run = subprocess.run(
            [arguments.program, "run", "long.md", "--quiet"], cwd=folder, capture_output=True)
        if run.returncode != 0:
            raise SystemExit(run.stdout.decode() + run.stderr.decode())
        times, processor = [], []
        for _ in range(arguments.runs):
            start, used = time.perf_counter(), processor_seconds()
            subprocess.run(
                [arguments.program, "report", "long.md"], cwd=folder, check=True,
                stdout=subprocess.DEVNULL)
            times.append(time.perf_counter() - start)
            processor.append(processor_seconds() - used)
        output = Path(folder) / ".practical" / "long"
        figures = len([path for path in (output / "plots").glob("*.png")
                       if "-dark" not in path.name])
        size = (output / "report.html").stat().st_size
    print(f"30 cells, {figures} figures, report.html of {size / 1e6:.1f} MB; "
          f"load {os.getloadavg()[0]:.1f}")
    for name, values in [("wall", times), ("processor", processor)]:
        print(f"{name}: median {statistics.median(values):.3f} s, "
              f"{min(values):.3f} to {max(values):.3f} s ({arguments.runs} times)")


if __name__ == "__main__":
    main()
