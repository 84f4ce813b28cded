"""Practical 3's networks in PyTorch, on the same digits: practical3_torch.py [THREADS [RUNS]]

Prints for each network the seconds that its cell of the practical takes: training with the accuracy on the
training and on the test digits after every epoch. `lenet` is the cell `lenet-training`; `tricks` is one of the
networks of `ladder` and `committee-training`, with augmentation, batch norm, dropout and one cycle of the rate.
"""
import math
import sys
import time
from pathlib import Path

import numpy
import torch
from torch import nn
from torch.nn import functional as F

DATA = Path(__file__).resolve().parents[2] / "datasets" / "mnist-5k"
BATCH = 32


def digits(part):
    images = numpy.fromfile(DATA / f"{part}-images-idx3-ubyte", numpy.uint8)[16:].reshape(-1, 1, 28, 28)
    labels = numpy.fromfile(DATA / f"{part}-labels-idx1-ubyte", numpy.uint8)[8:]
    return torch.from_numpy(images.astype(numpy.float32) / 255), torch.from_numpy(labels.astype(numpy.int64))


def lenet():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))


def tricks(width=12):
    return nn.Sequential(
        nn.Conv2d(1, width, 3, padding=1), nn.BatchNorm2d(width), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(width, 2 * width, 3, padding=1), nn.BatchNorm2d(2 * width), nn.ReLU(),
        nn.Conv2d(2 * width, 2 * width, 3, padding=1), nn.BatchNorm2d(2 * width), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Dropout(0.3), nn.Linear(98 * width, 100), nn.BatchNorm1d(100), nn.ReLU(), nn.Linear(100, 10))


def augmented(x):
    """A rotation up to 10°, a scale from 0.9 to 1.1, a shear up to 5° and a shift up to 2 pixels for each picture."""
    n = len(x)
    turn = (torch.rand(n) * 2 - 1) * math.radians(10)
    shear = torch.tan((torch.rand(n) * 2 - 1) * math.radians(5))
    scale = 1 / (0.9 + 0.2 * torch.rand(n))
    shift = (torch.rand(n, 2) * 2 - 1) * 2 / 14
    cos, sin = torch.cos(turn) * scale, torch.sin(turn) * scale
    rows = torch.stack([cos, shear * cos - sin, shift[:, 0], sin, shear * sin + cos, shift[:, 1]], 1)
    grid = F.affine_grid(rows.reshape(n, 2, 3), x.shape, align_corners=False)
    return F.grid_sample(x, grid, align_corners=False)


def accuracy(model, x, y):
    model.eval()
    with torch.no_grad():
        right = sum((model(x[i:i + 256]).argmax(1) == y[i:i + 256]).sum().item() for i in range(0, len(y), 256))
    model.train()
    return right / len(y)


def train(model, epochs, peak=0.001, tricky=False):
    x, y = digits("train")
    test = digits("t10k")
    started = time.perf_counter()
    decay = [{"params": [p for p in model.parameters() if p.dim() > 1], "weight_decay": 0.01 if tricky else 0.0},
             {"params": [p for p in model.parameters() if p.dim() == 1], "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(decay, lr=peak, fused=True)
    steps = epochs * math.ceil(len(x) / BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, peak, total_steps=steps) if tricky else None
    reached = 0.0
    for _ in range(epochs):
        right = 0
        for places in torch.randperm(len(x)).split(BATCH):
            inputs = augmented(x[places]) if tricky else x[places]
            outputs = model(inputs)
            loss = F.cross_entropy(outputs, y[places])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            if schedule:
                schedule.step()
            right += (outputs.argmax(1) == y[places]).sum().item()
        reached = accuracy(model, *test)
    return time.perf_counter() - started, reached


def main():
    torch.set_num_threads(int(sys.argv[1]) if len(sys.argv) > 1 else 2)
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    torch.set_flush_denormal(True)
    torch.manual_seed(389)
    train(lenet(), 1)
    for name, make, arguments in [
        ("lenet", lenet, {"epochs": 10}), ("tricks", tricks, {"epochs": 16, "peak": 0.005, "tricky": True}),
    ]:
        runs = [train(make(), **arguments) for _ in range(count)]
        seconds = sorted(run[0] for run in runs)
        print(f"{name}: {seconds[count // 2]:.2f} s (of {count}: {seconds[0]:.2f} to {seconds[-1]:.2f}), accuracy {runs[0][1]:.3f}")


if __name__ == "__main__":
    main()
