"""The workloads of the comparison: their data, sizes and matrix products, the same for every program.

A peer is a program that reads lines from its standard input and answers each with one line of JSON:

    prepare WORKLOAD        builds the network, compiles and warms up       {"ok": true, "loss": 2.3}
    run WORKLOAD SECONDS    trains for about that long                      {"samples": 64000, "seconds": 0.5, "loss": 0.4}
    products WORKLOAD       times the matrix products of one step alone     {"seconds": [1.2e-4, …]}
    versions                                                                {"torch": "2.13.0", …}

So all programs stay loaded while one of them works, and `compare.py` can let them take turns.
"""
import gzip
import json
import os
import struct
import sys
import time
from pathlib import Path

WORKLOADS = ["tiny", "logreg", "softmax", "mlp", "cnn_lecture", "lenet5", "cnn_keras", "cnn_keras_bn", "embbag",
             "lstm", "caption"]
BATCH = {name: 64 for name in WORKLOADS} | {"tiny": 1, "logreg": 32}
MLP_SIZES = [784, 200, 100, 60, 30, 10]
TINY_SIZES = [4, 8, 2]
VOCABULARY, EMBEDDING, TOKENS, CLASSES, UNITS = 10_000, 64, 50, 4, 64
CAPTION = dict(vocabulary=1000, embedding=128, units=256, features=256, steps=16)


def use_threads(count):
    """One thread pinned to the last processor, or so many threads; before any library is imported."""
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = str(count)
    processors = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, processors[-1:] if count == 1 else processors[:count])


def _idx(path):
    import numpy as np
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    dimensions = struct.unpack(">I", raw[:4])[0] & 0xFF
    shape = struct.unpack(f">{dimensions}I", raw[4:4 + 4 * dimensions])
    return np.frombuffer(raw, np.uint8, offset=4 + 4 * dimensions).reshape(shape)


def digits():
    """The committed digits as numbers from 0 to 1, [n, 784], and their labels."""
    import numpy as np
    folder = Path(__file__).resolve().parents[2] / "datasets" / "mnist-5k"
    images = _idx(folder / "train-images-idx3-ubyte")
    labels = _idx(folder / "train-labels-idx1-ubyte")
    return images.reshape(len(images), 784).astype(np.float32) / np.float32(255), labels.astype(np.int64)


def data(workload):
    """The arrays of a workload, targets last: real digits, and random numbers elsewhere."""
    import numpy as np
    random = np.random.default_rng(389)
    if workload == "logreg":
        x = random.standard_normal((569, 30), dtype=np.float32)
        return x, (x[:, 0] + 0.5 * x[:, 1] > 0).astype(np.float32)
    if workload == "tiny":
        x = random.standard_normal((400, 4), dtype=np.float32)
        return x, (x[:, 0] > x[:, 1]).astype(np.int64)
    if workload in ("embbag", "lstm"):
        y = random.integers(0, CLASSES, 3200)
        x = random.integers(0, VOCABULARY, (3200, TOKENS))
        hint = random.random((3200, TOKENS)) < 0.1
        return np.where(hint, y[:, None] * 7 + 1, x).astype(np.int64), y.astype(np.int64)
    if workload == "caption":
        c = CAPTION
        features = random.standard_normal((1280, c["features"]), dtype=np.float32)
        tokens = random.integers(0, c["vocabulary"], (1280, c["steps"] + 1)).astype(np.int64)
        return features, tokens[:, :-1].copy(), tokens[:, 1:].copy()
    return digits()


def batches(workload):
    """Tuples of arrays, one for every batch; what is left over is dropped, as the shapes must stay the same."""
    arrays, size = data(workload), BATCH[workload]
    return [tuple(a[i:i + size] for a in arrays) for i in range(0, len(arrays[0]) - size + 1, size)]


def products(workload):
    """The matrix products of one training step as (count, m, n, k, transpose left, transpose right).

    A convolution counts as the product of its unfolded input, the best that a library without its own convolution
    could do. The derivative by the input of the first layer is nobody's need and is left out.
    """
    n = BATCH[workload]

    def linear(i, o, rows=n, first=False):
        back = [] if first else [(1, rows, i, o, False, True)]
        return [(1, rows, o, i, False, False), (1, i, o, rows, True, False), *back]

    def convolution(size, taps, i, o, first=False):
        return linear(taps * i, o, rows=n * size * size, first=first)

    def lstm(i, units, steps):
        return [(1, n * steps, 4 * units, i, False, False), (steps, n, 4 * units, units, False, False),
                (steps, n, units, 4 * units, False, True), (1, i, 4 * units, n * steps, True, False),
                (1, units, 4 * units, n * steps, True, False), (1, n * steps, i, 4 * units, False, True)]

    if workload == "logreg":
        return linear(30, 1, first=True)
    if workload == "softmax":
        return linear(784, 10, first=True)
    if workload in ("tiny", "mlp"):
        sizes = TINY_SIZES if workload == "tiny" else MLP_SIZES
        pairs = list(zip(sizes, sizes[1:]))
        return [p for index, (i, o) in enumerate(pairs) for p in linear(i, o, first=index == 0)]
    if workload == "cnn_lecture":
        return convolution(28, 25, 1, 4, first=True) + convolution(14, 16, 4, 8) + convolution(7, 16, 8, 12) \
            + linear(588, 200) + linear(200, 10)
    if workload == "lenet5":
        return convolution(28, 25, 1, 6, first=True) + convolution(10, 25, 6, 16) + linear(400, 120) \
            + linear(120, 84) + linear(84, 10)
    if workload.startswith("cnn_keras"):
        return convolution(26, 9, 1, 32, first=True) + convolution(24, 9, 32, 64) + linear(9216, 128) + linear(128, 10)
    if workload == "embbag":
        return linear(EMBEDDING, CLASSES)
    if workload == "lstm":
        return lstm(EMBEDDING, UNITS, TOKENS) + linear(UNITS, CLASSES)
    c = CAPTION
    return linear(c["features"], c["units"], first=True) + lstm(c["embedding"], c["units"], c["steps"]) \
        + linear(c["units"], c["vocabulary"], rows=n * c["steps"])


def flops(workload):
    """Two for every multiplication and addition of the products of one step."""
    return sum(2 * count * m * n * k for count, m, n, k, _, _ in products(workload))


def timed(step, workload, seconds, steps_per_call):
    """Calls step(k), which does k calls and returns the last loss when they are done, for about so long."""
    done, start = 0, time.perf_counter()
    block = 1
    while True:
        loss = step(block)
        done += block
        passed = time.perf_counter() - start
        if passed >= seconds:
            return dict(samples=done * steps_per_call * BATCH[workload], seconds=passed, loss=float(loss))
        # Few looks at the clock, and none of the blocks much longer than what is left.
        block = max(1, min(int(done / passed * (seconds - passed)), done))


def best_seconds(run, budget=0.02):
    """The least time that a call of run() takes, over several calls."""
    best, end = float("inf"), time.perf_counter() + budget
    for _ in range(3):
        run()
    while True:
        start = time.perf_counter()
        run()
        now = time.perf_counter()
        best = min(best, now - start)
        if now > end:
            return best


def serve(build, versions, steps_per_call=1, product=None):
    """Answers the lines of standard input.

    build(workload) gives a step function as `timed` wants it; product(m, n, k, transposed left, transposed right)
    gives a function that computes such a matrix product.
    """
    steps = {}
    for line in sys.stdin:
        command, *rest = line.split()
        try:
            if command == "versions":
                answer = versions
            elif command == "products":
                answer = dict(seconds=[count * best_seconds(product(*sizes)) for count, *sizes in products(rest[0])])
            elif command == "prepare":
                steps = {rest[0]: build(rest[0])}
                step = steps[rest[0]]
                loss = step(1)
                start = time.perf_counter()
                while time.perf_counter() - start < 0.5:
                    step(1)
                answer = dict(ok=True, loss=float(loss))
            else:
                answer = timed(steps[rest[0]], rest[0], float(rest[1]), steps_per_call)
        except Exception as error:  # one workload that a peer cannot do is a finding
            answer = dict(error=f"{type(error).__name__}: {str(error)[:200]}")
        print(json.dumps(answer), flush=True)
