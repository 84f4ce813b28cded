"""JAX: jax_peer.py THREADS [jit|scan]. `scan` does many steps in one call, `jit` one."""
import os
import sys

import workloads as w

THREADS = int(sys.argv[1])
w.use_threads(THREADS)
MODE = sys.argv[2] if len(sys.argv) > 2 else "jit"
os.environ["JAX_PLATFORMS"] = "cpu"
if THREADS == 1:
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false"

import jax  # noqa: E402
import jax.numpy as jnp  # noqa: E402
import numpy as np  # noqa: E402
import optax  # noqa: E402
from jax import lax  # noqa: E402

SCAN_STEPS = 50
SCANNED = ("tiny", "logreg", "softmax", "mlp", "embbag", "lstm", "caption")  # scanned convolutions are several times slower


class Parameters(dict):
    def __init__(self):
        super().__init__()
        self.random = np.random.default_rng(389)

    def uniform(self, name, shape, fan):
        self[name] = jnp.asarray(self.random.uniform(-1, 1, shape).astype(np.float32) / np.float32(np.sqrt(fan)))

    def linear(self, name, i, o):
        self.uniform(name + "w", (i, o), i)
        self.uniform(name + "b", (o,), i)

    def convolution(self, name, k, i, o):
        self.uniform(name + "w", (k, k, i, o), k * k * i)
        self.uniform(name + "b", (o,), k * k * i)

    def embedding(self, name, n, d):
        self[name] = jnp.asarray(self.random.standard_normal((n, d), dtype=np.float32))

    def lstm(self, name, i, h):
        self.uniform(name + "x", (i, 4 * h), h)
        self.uniform(name + "h", (h, 4 * h), h)
        self.uniform(name + "b", (4 * h,), h)

    def norm(self, name, c):
        self[name + "g"], self[name + "c"] = jnp.ones(c), jnp.zeros(c)


def linear(p, name, x):
    return x @ p[name + "w"] + p[name + "b"]


def convolution(p, name, x, stride=1, padding="VALID"):
    return lax.conv_general_dilated(x, p[name + "w"], (stride, stride), padding,
                                    dimension_numbers=("NHWC", "HWIO", "NHWC")) + p[name + "b"]


def pool(x):
    n, h, width, c = x.shape
    return x.reshape(n, h // 2, 2, width // 2, 2, c).max((2, 4))


def norm(p, name, x):
    axes = tuple(range(x.ndim - 1))
    return (x - x.mean(axes)) * lax.rsqrt(x.var(axes) + 1e-5) * p[name + "g"] + p[name + "c"]


def dropout(key, x, rate):
    return jnp.where(jax.random.bernoulli(key, 1 - rate, x.shape), x / (1 - rate), 0)


def lstm(p, name, x, h, c):
    """x is [steps, samples, features]; the outputs of all steps."""
    def cell(state, z):
        h, c = state
        i, f, g, o = jnp.split(z + h @ p[name + "h"], 4, axis=1)
        c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
        h = jax.nn.sigmoid(o) * jnp.tanh(c)
        return (h, c), h

    return lax.scan(cell, (h, c), x @ p[name + "x"] + p[name + "b"])[1]


def entropy(scores, target):
    return optax.softmax_cross_entropy_with_integer_labels(scores, target).mean()


def model(workload):
    """(parameters, loss(parameters, key, arrays…))"""
    p, relu = Parameters(), jax.nn.relu
    if workload == "logreg":
        p.linear("a", 30, 1)
        return p, lambda p, key, x, y: optax.sigmoid_binary_cross_entropy(linear(p, "a", x)[:, 0], y).mean()
    if workload == "softmax":
        p.linear("a", 784, 10)
        return p, lambda p, key, x, y: entropy(linear(p, "a", x), y)
    if workload in ("tiny", "mlp"):
        sizes = w.TINY_SIZES if workload == "tiny" else w.MLP_SIZES
        pairs = list(zip(sizes, sizes[1:]))
        for index, (i, o) in enumerate(pairs):
            p.linear(f"l{index}", i, o)

        def loss(p, key, x, y):
            for index in range(len(pairs)):
                x = linear(p, f"l{index}", x)
                x = relu(x) if index < len(pairs) - 1 else x
            return entropy(x, y)
        return p, loss
    if workload == "cnn_lecture":
        p.convolution("a", 5, 1, 4), p.convolution("b", 4, 4, 8), p.convolution("c", 4, 8, 12)
        p.linear("d", 588, 200), p.linear("e", 200, 10)

        def loss(p, key, x, y):
            x = relu(convolution(p, "a", x, 1, "SAME"))
            x = relu(convolution(p, "b", x, 2, "SAME"))
            x = relu(convolution(p, "c", x, 2, "SAME"))
            return entropy(linear(p, "e", relu(linear(p, "d", x.reshape(len(x), -1)))), y)
        return p, loss
    if workload == "lenet5":
        p.convolution("a", 5, 1, 6), p.convolution("b", 5, 6, 16)
        p.linear("c", 400, 120), p.linear("d", 120, 84), p.linear("e", 84, 10)

        def loss(p, key, x, y):
            x = pool(relu(convolution(p, "a", x, 1, "SAME")))
            x = pool(relu(convolution(p, "b", x)))
            x = relu(linear(p, "d", relu(linear(p, "c", x.reshape(len(x), -1)))))
            return entropy(linear(p, "e", x), y)
        return p, loss
    if workload.startswith("cnn_keras"):
        normed = workload.endswith("bn")
        p.convolution("a", 3, 1, 32), p.convolution("b", 3, 32, 64), p.linear("c", 9216, 128), p.linear("d", 128, 10)
        if normed:
            p.norm("n1", 32), p.norm("n2", 64), p.norm("n3", 128)
        maybe = norm if normed else lambda p, name, x: x

        def loss(p, key, x, y):
            first, second = jax.random.split(key)
            x = relu(maybe(p, "n1", convolution(p, "a", x)))
            x = pool(relu(maybe(p, "n2", convolution(p, "b", x))))
            x = dropout(first, x, 0.25).reshape(len(x), -1)
            x = dropout(second, relu(maybe(p, "n3", linear(p, "c", x))), 0.5)
            return entropy(linear(p, "d", x), y)
        return p, loss
    if workload == "embbag":
        p.embedding("v", w.VOCABULARY, w.EMBEDDING), p.linear("a", w.EMBEDDING, w.CLASSES)
        return p, lambda p, key, x, y: entropy(linear(p, "a", p["v"][x].mean(1)), y)
    if workload == "lstm":
        p.embedding("v", w.VOCABULARY, w.EMBEDDING), p.lstm("r", w.EMBEDDING, w.UNITS)
        p.linear("a", w.UNITS, w.CLASSES)

        def loss(p, key, x, y):
            zero = jnp.zeros((len(x), w.UNITS))
            return entropy(linear(p, "a", lstm(p, "r", p["v"][x.T], zero, zero)[-1]), y)
        return p, loss
    c = w.CAPTION
    p.linear("s", c["features"], c["units"]), p.embedding("v", c["vocabulary"], c["embedding"])
    p.lstm("r", c["embedding"], c["units"]), p.linear("a", c["units"], c["vocabulary"])

    def loss(p, key, features, tokens, target):
        h = jnp.tanh(linear(p, "s", features))
        return entropy(linear(p, "a", lstm(p, "r", p["v"][tokens.T], h, jnp.zeros_like(h))), target.T)
    return p, loss


def build(workload):
    if MODE == "scan" and workload not in SCANNED:
        raise ValueError("not scanned")
    parameters, loss_of = model(workload)
    parameters = dict(parameters)
    optimizer = optax.sgd(0.1) if workload in ("tiny", "logreg", "softmax") else optax.adam(1e-3)
    state = optimizer.init(parameters)
    arrays = [np.stack(a) for a in zip(*w.batches(workload))]
    if workload.startswith("cnn") or workload == "lenet5":
        arrays[0] = arrays[0].reshape(len(arrays[0]), -1, 28, 28, 1)
    arrays = [jnp.asarray(a) for a in arrays]
    count = len(arrays[0])

    def update(carry, batch):
        parameters, state, key = carry
        key, mine = jax.random.split(key)
        loss, gradients = jax.value_and_grad(loss_of)(parameters, mine, *batch)
        updates, state = optimizer.update(gradients, state, parameters)
        return (optax.apply_updates(parameters, updates), state, key), loss

    carry, place = (parameters, state, jax.random.key(389)), 0
    if MODE == "jit":
        one = jax.jit(update, donate_argnums=0)
        parts = [tuple(a[i] for a in arrays) for i in range(count)]

        def step(steps):
            nonlocal carry, place
            for _ in range(steps):
                carry, loss = one(carry, parts[place % count])
                place += 1
            return float(loss)
        return step

    many = jax.jit(lambda carry, batches: lax.scan(update, carry, batches), donate_argnums=0)
    groups = [tuple(a[i:i + SCAN_STEPS] for a in arrays) for i in range(0, count - SCAN_STEPS + 1, SCAN_STEPS)]
    if not groups:
        repeats = -(-SCAN_STEPS // count)
        groups = [tuple(jnp.concatenate([a] * repeats)[:SCAN_STEPS] for a in arrays)]

    def step(steps):
        nonlocal carry, place
        for _ in range(steps):
            carry, losses = many(carry, groups[place % len(groups)])
            place += 1
        return float(losses[-1])
    return step


# One call of `scan` is many steps.
w.serve(build, {"jax": jax.__version__, "optax": optax.__version__, "mode": MODE},
        steps_per_call=SCAN_STEPS if MODE == "scan" else 1)
