#!/usr/bin/env python3
"""Training steps of this project and of its peers, in turns, on the same machine, in one run.

For every workload and number of threads all programs are loaded and warmed up; then each trains for a short while,
one after the other, round after round. So whatever else the machine does falls on all of them alike. A ratio is the
median over the rounds of our samples/s by the peer's in the same round; the fastest peer is the one with the highest
median.

    python3 -m venv .venv-peers
    .venv-peers/bin/pip install numpy==2.4.6 jax==0.10.2 optax==0.2.8 torch==2.13.0
    swift build -c release --package-path Benchmarks
    env -u OPENBLAS_CORETYPE Benchmarks/compare_training.py --python .venv-peers/bin/python --output Benchmarks/RESULTS.md

`--workloads mlp lstm` and `--threads 1` take a part, `--rounds` and `--seconds` say how often and how long.
"""
import argparse
import datetime
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "peers"))
import workloads as w  # noqa: E402

PEERS = {  # name: (program, mode, workloads that it can do)
    "torch": ("torch_peer.py", "fused", w.WORKLOADS),
    "torch channels_last": ("torch_peer.py", "channels_last", [n for n in w.WORKLOADS if "cnn" in n or n == "lenet5"]),
    "jax jit": ("jax_peer.py", "jit", w.WORKLOADS),
    "jax scan": ("jax_peer.py", "scan", ["tiny", "logreg", "softmax", "mlp", "embbag", "lstm", "caption"]),
    "numpy": ("numpy_peer.py", "", ["tiny", "logreg", "softmax", "mlp"]),
}
TITLES = {
    "tiny": "4-8-2 network, batch 1",
    "logreg": "logistic regression 30→1, batch 32", "softmax": "softmax 784→10", "mlp": "MLP 784-200-100-60-30-10",
    "cnn_lecture": "lecture's CNN 4-8-12, dense 200", "lenet5": "LeNet-5", "cnn_keras": "CNN 32-64@3×3, dense 128",
    "cnn_keras_bn": "the same with batch norm", "embbag": "mean-embedding text classifier",
    "lstm": "LSTM text classifier", "caption": "LSTM captioner",
}


class Program:
    """A program that answers lines, as `workloads.serve` describes it."""

    def __init__(self, name, command):
        self.name = name
        self.process = subprocess.Popen(
            command, env=os.environ | {"PRACTICAL_DATASETS_DEFAULT": str(HERE.parent / "datasets")}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.versions = self.ask("versions")

    def ask(self, *words):
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.name} ended before it answered: {' '.join(map(str, words))}")
        return json.loads(line)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def load():
    return os.getloadavg()[0]


def compare(programs, workload, options):
    """Samples/s of every program for every round, and the load before and after."""
    ready = []
    for program in programs:
        if workload in PEERS.get(program.name, (0, 0, w.WORKLOADS))[2]:
            answer = program.ask("prepare", workload)
            if "error" in answer:
                print(f"   {program.name}: {answer['error']}", flush=True)
            else:
                ready.append(program)
    before, rates = load(), {program.name: [] for program in ready}
    for number in range(options.rounds):
        # Every second round the other way round, so that nobody always follows the same neighbour.
        for program in ready if number % 2 == 0 else ready[::-1]:
            answer = program.ask("run", workload, options.seconds)
            if not answer["loss"] == answer["loss"]:
                raise SystemExit(f"{program.name} {workload}: the loss is not a number")
            rates[program.name].append(answer["samples"] / answer["seconds"])
    return rates, (before, load())


def ceiling(programs, workload):
    """Samples/s if a step were its matrix products alone, each at the rate of the fastest library."""
    times = []
    for program in programs:
        answer = program.ask("products", workload)
        if "seconds" in answer:
            times.append(answer["seconds"])
    return w.BATCH[workload] / sum(map(min, zip(*times)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workloads", nargs="+", default=w.WORKLOADS, choices=w.WORKLOADS)
    parser.add_argument("--threads", nargs="+", type=int, default=[1, 2])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=0.5)
    parser.add_argument("--python", default=sys.executable, help="an interpreter that has the peers")
    parser.add_argument("--program", default=HERE / ".build/release/training-steps")
    parser.add_argument("--output", help="a Markdown file to write the tables to")
    options = parser.parse_args()

    lines, machine = [], None
    for threads in options.threads:
        ours = Program("ours", [options.program, str(threads)])
        peers = [Program(name, [options.python, HERE / "peers" / program, str(threads), *([mode] if mode else [])])
                 for name, (program, mode, known) in PEERS.items() if set(known) & set(options.workloads)]
        machine = machine or [ours.versions] + [p.versions for p in peers]
        peak = ours.ask("peak")["gflops"]
        lines += [f"## {threads} thread{'s' if threads > 1 else ''}", "",
                  f"Peak of multiply-add in registers: {peak:.0f} GFLOP/s.", "",
                  "| workload | ours, samples/s | fastest peer | its samples/s | ratio (worst…best round) | GFLOP/s |"
                  " products alone, samples/s | ours of it | load |",
                  "|---|---:|---|---:|---:|---:|---:|---:|---:|"]
        for workload in options.workloads:
            rates, loads = compare([ours] + peers, workload, options)
            medians = {name: statistics.median(r) for name, r in rates.items()}
            mine = medians.pop("ours")
            best = max(medians, key=medians.get)
            ratios = [a / b for a, b in zip(rates["ours"], rates[best])]
            limit = ceiling([p for p in [ours] + peers if p.name in ("ours", "torch", "numpy")], workload)
            gflops = mine / w.BATCH[workload] * w.flops(workload) / 1e9
            lines.append(
                f"| {TITLES[workload]} | {mine:,.0f} | {best} | {medians[best]:,.0f} | **{statistics.median(ratios):.2f}**"
                f" ({min(ratios):.2f}…{max(ratios):.2f}) | {gflops:.0f} | {limit:,.0f} | {mine / limit:.0%} |"
                f" {loads[0]:.1f}…{loads[1]:.1f} |")
            print(f"{threads} {workload:13s} ours {mine:12,.0f}  " +
                  "  ".join(f"{n} {v:,.0f}" for n, v in medians.items()) +
                  f"  ratio {statistics.median(ratios):.2f}  products alone {limit:,.0f}", flush=True)
        lines.append("")
        for program in [ours] + peers:
            program.close()
    if options.output:
        head = ["# Training steps against the peers", "",
                "Written by `Benchmarks/compare_training.py`; its first lines say how the figures come about. What they mean"
                " and what bounds each row is in [Speed.md](Speed.md).", "",
                f"{datetime.date.today()}, {options.rounds} rounds of {options.seconds} s, {os.cpu_count()} processors."
                " Versions: " + "; ".join(", ".join(f"{k} {v}" for k, v in m.items()) for m in machine) + ".", ""]
        Path(options.output).write_text("\n".join(head + lines).rstrip() + "\n")


if __name__ == "__main__":
    main()
