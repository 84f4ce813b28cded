"""NumPy by hand, as in a practical that starts from scratch: numpy_peer.py THREADS. tiny, logreg, softmax and mlp."""
import sys

import workloads as w

w.use_threads(int(sys.argv[1]))

import numpy as np  # noqa: E402

ONE = np.float32(1)


class Adam:
    def __init__(self, parameters):
        self.parameters, self.steps = parameters, 0
        self.means = [np.zeros_like(p) for p in parameters]
        self.squares = [np.zeros_like(p) for p in parameters]

    def update(self, gradients):
        self.steps += 1
        rate = np.float32(1e-3 / (1 - 0.9 ** self.steps))
        correction = np.float32(1 / (1 - 0.999 ** self.steps))
        for p, g, m, v in zip(self.parameters, gradients, self.means, self.squares):
            m += np.float32(0.1) * (g - m)
            v += np.float32(0.001) * (g * g - v)
            p -= rate * m / (np.sqrt(v * correction) + np.float32(1e-8))


class Descent:
    def __init__(self, parameters):
        self.parameters = parameters

    def update(self, gradients):
        for p, g in zip(self.parameters, gradients):
            p -= np.float32(0.1) * g


def build(workload):
    sizes = {"tiny": w.TINY_SIZES, "logreg": [30, 1], "softmax": [784, 10], "mlp": w.MLP_SIZES}[workload]
    random = np.random.default_rng(389)
    weights = [random.uniform(-1, 1, (i, o)).astype(np.float32) / np.float32(np.sqrt(i)) for i, o in zip(sizes, sizes[1:])]
    biases = [np.zeros(o, np.float32) for o in sizes[1:]]
    optimizer = (Adam if workload == "mlp" else Descent)(weights + biases)
    data, place, last = w.batches(workload), 0, len(weights) - 1

    def one(x, y):
        values = [x]
        for index, (weight, bias) in enumerate(zip(weights, biases)):
            z = values[-1] @ weight
            z += bias
            values.append(np.maximum(z, 0, out=z) if index < last else z)
        if workload == "logreg":
            p = ONE / (ONE + np.exp(-values[-1][:, 0]))
            loss = -np.log(np.where(y > 0, p, ONE - p) + np.float32(1e-12)).mean()
            gradient = ((p - y) / np.float32(len(y)))[:, None]
        else:
            z = values[-1] - values[-1].max(1, keepdims=True)
            p = np.exp(z)
            p /= p.sum(1, keepdims=True)
            rows = np.arange(len(y))
            loss = -np.log(p[rows, y] + np.float32(1e-12)).mean()
            p[rows, y] -= ONE
            gradient = p / np.float32(len(y))
        of_weights, of_biases = [None] * len(weights), [None] * len(weights)
        for index in reversed(range(len(weights))):
            of_weights[index], of_biases[index] = values[index].T @ gradient, gradient.sum(0)
            if index:
                gradient = gradient @ weights[index].T
                gradient *= values[index] > 0
        optimizer.update(of_weights + of_biases)
        return loss

    def step(count):
        nonlocal place
        for _ in range(count):
            loss = one(*data[place % len(data)])
            place += 1
        return loss

    return step


def product(m, n, k, left, right):
    a = np.ones((k, m) if left else (m, k), np.float32)
    b = np.ones((n, k) if right else (k, n), np.float32)
    out = np.empty((m, n), np.float32)
    return lambda: np.matmul(a.T if left else a, b.T if right else b, out=out)


w.serve(build, {"numpy": np.__version__}, product=product)
