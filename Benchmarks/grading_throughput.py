#!/usr/bin/env python3
"""Seconds per submission of `practical grade`, and of nbgrader on the equivalent notebook.

    Benchmarks/grading_throughput.py [--submissions 200] [--jobs 2] [--rounds 3]
                                     [--practical three-questions | 1] [--nbgrader VENV]

A class is made up from the author's version: every submission differs from every other in its code, and every
third has one exercise wrong. All of them are marked, from an empty folder of marks, in the sandbox; the median
over the rounds counts. Rounds of nbgrader stand between ours where its virtual environment is named. Seconds
are from the start of the command to its end, divided by the submissions.
"""

import argparse
import collections
import csv
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXERCISE = re.compile(r"^```swift \{#(\S+) \.exercise[^\n]*\n(.*?)^```\n", re.S | re.M)


def practical_path(name):
    """The author's version: the one of the benchmark, or one of the course by its number."""
    if name == "three-questions":
        return ROOT / "Benchmarks/Grading/three-questions.md"
    return next((ROOT / "practicals").glob(f"{int(name):02}-*.md"))


def submission(author, number):
    """A student's file: the exercises alone, solved, each in words of its own."""
    blocks = list(EXERCISE.finditer(author))
    parts = []
    for index, block in enumerate(blocks):
        code = re.sub(r"^ *// (BEGIN|END) SOLUTION\n", "", block[2], flags=re.M)
        if number % 3 == 1 and index == len(blocks) - 1:
            # Not implemented, or wrong.
            code = (re.sub(r"^(func .*\{\n).*^\}\n", rf'\1  todo("{block[1]}")\n}}\n', code, flags=re.S | re.M)
                    if number % 2 else code.replace("max(", "min("))
        # A statement that no other submission has: nothing is taken over from another one.
        code = re.sub(
            r"(\) ->[^\n]*\{\n)", rf"\1    let mine{number} = {number}; _ = mine{number}\n", code,
            count=1)
        parts.append(f"```swift {{#{block[1]} .exercise}}\n{code}```\n\n")
    return "# Mine\n\n" + "".join(parts)


def processor_seconds():
    """The processor time of all programs that were started and have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def run_ours(program, practical, folder, count, jobs):
    """Marks the class from nothing; returns the seconds, and what came out."""
    shutil.rmtree(folder / "marks", ignore_errors=True)
    start, processor = time.perf_counter(), processor_seconds()
    subprocess.run(
        [program, "grade", practical, folder / "submissions", "--out", folder / "marks", "--jobs",
         str(jobs)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall, processor = time.perf_counter() - start, processor_seconds() - processor
    with open(folder / "marks/grades.csv") as file:
        scores = collections.Counter((row["status"], row["score"]) for row in csv.DictReader(file))
    assert sum(scores.values()) == count, scores
    results = [json.loads(p.read_text()) for p in (folder / "marks").glob("*/result.json")]
    inside = {
        key: statistics.median(result[key] for result in results)
        for key in ("seconds", "compileSeconds")
    }
    return wall, processor, dict(scores), inside


NOTEBOOK = """
import sys, nbformat as nf
from pathlib import Path
folder, count = Path(sys.argv[1]), int(sys.argv[2])
C, KS = nf.v4.new_code_cell, {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
Q = [("sigmoid", "def sigmoid(z):", "    return 1 / (1 + np.exp(-z))",
      "assert sigmoid(0) == 0.5", "assert sigmoid(10) > 0.99"),
     ("softmax", "def softmax(z):", "    e = np.exp(z - z.max())\\n    return e / e.sum()",
      "assert abs(softmax(np.array([1.0, 2.0, 3.0])).sum() - 1) < 1e-9",
      "assert softmax(np.array([1000.0, 0.0]))[0] == 1"),
     ("relu", "def relu(z):", "    return np.maximum(z, 0)",
      "assert relu(np.array([-1.0, 2.0])).tolist() == [0, 2]", "assert relu(np.zeros(3)).sum() == 0")]
def meta(**more): return {"nbgrader": dict(schema_version=3, **more)}
source = folder / "source/three"
source.mkdir(parents=True)
(folder / "nbgrader_config.py").write_text(
    f"c = get_config()\\nc.CourseDirectory.course_id = 'c'\\nc.CourseDirectory.root = {str(folder)!r}\\n")
cells = [C("import numpy as np")]
for name, head, body, seen, hidden in Q:
    cells.append(C(f"{head}\\n    ### BEGIN SOLUTION\\n{body}\\n    ### END SOLUTION",
                   metadata=meta(grade=False, grade_id=name, locked=False, solution=True, task=False)))
    cells.append(C(f"{seen}\\n### BEGIN HIDDEN TESTS\\n{hidden}\\n### END HIDDEN TESTS",
                   metadata=meta(grade=True, grade_id="test-" + name, locked=True, points=2, solution=False, task=False)))
nf.write(nf.v4.new_notebook(cells=cells, metadata=KS), source / "three.ipynb")
import subprocess
subprocess.run([Path(sys.executable).parent / "nbgrader", "generate_assignment", "three", "--create"],
               cwd=folder, check=True)
for number in range(count):
    notebook = nf.read(folder / "release/three/three.ipynb", 4)
    for cell in notebook.cells:
        for name, head, body, *_ in Q:
            if cell.source.startswith(head):
                wrong = number % 3 == 1 and name == "relu"
                cell.source = f"{head}\\n    mine{number} = {number}\\n" + (
                    body.replace("maximum", "minimum") if wrong else body)
    place = folder / f"submitted/s{number:03}/three"
    place.mkdir(parents=True)
    nf.write(notebook, place / "three.ipynb")
"""


def run_nbgrader(environment, folder):
    """Marks the class with nbgrader; returns the seconds."""
    start, processor = time.perf_counter(), processor_seconds()
    subprocess.run(
        [environment / "bin/nbgrader", "autograde", "three", "--force"], cwd=folder, check=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env=dict(os.environ, PATH=f"{environment}/bin:{os.environ['PATH']}"))
    return time.perf_counter() - start, processor_seconds() - processor


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--submissions", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--practical", default="three-questions")
    parser.add_argument("--nbgrader", type=Path)
    parser.add_argument("--nbgrader-submissions", type=int, default=10)
    parser.add_argument("--program", type=Path, default=ROOT / ".build/release/practical")
    options = parser.parse_args()
    practical = practical_path(options.practical)
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "submissions").mkdir()
        author = practical.read_text()
        for number in range(options.submissions):
            (folder / f"submissions/s{number:03}.md").write_text(submission(author, number))
        if options.nbgrader:
            subprocess.run(
                [options.nbgrader / "bin/python", "-c", NOTEBOOK, folder / "nbgrader",
                 str(options.nbgrader_submissions)], check=True, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL)
        for _ in range(options.rounds):
            load = os.getloadavg()[0]
            wall, processor, scores, inside = run_ours(
                options.program, practical, folder, options.submissions, options.jobs)
            ours.append(wall / options.submissions)
            print(f"practical grade: {ours[-1]:.3f} s a submission, {processor / options.submissions:.3f} s "
                  f"of processor time (load before: {load:.1f}); a submission from start to end {inside['seconds']:.3f} s, of it compiling "
                  f"{inside['compileSeconds']:.3f} s; {scores}", flush=True)
            if options.nbgrader:
                wall, processor = run_nbgrader(options.nbgrader, folder / "nbgrader")
                theirs.append(wall / options.nbgrader_submissions)
                print(f"nbgrader:        {theirs[-1]:.3f} s a submission, "
                      f"{processor / options.nbgrader_submissions:.3f} s of processor time", flush=True)
    middle = statistics.median(ours)
    print(f"{practical.stem}: median {middle:.3f} s a submission, {options.submissions} submissions, "
          f"{options.jobs} jobs")
    if theirs:
        print(f"nbgrader: median {statistics.median(theirs):.3f} s; "
              f"{statistics.median(theirs) / middle:.1f} times ours")


if __name__ == "__main__":
    main()
