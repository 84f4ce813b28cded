"""The main network of each practical, trained in PyTorch: practicals_torch.py NUMBER [--threads N] [--runs N].

The same committed data, network, batch, number of steps and optimizer as the cell that the practical names
below; prints the seconds of each training and what it reached. Compare with the seconds of that cell in
`result.json`, where they hold the test and the plots as well. Run it with `env -u OPENBLAS_CORETYPE`.
"""
import argparse
import csv
import math
import pathlib
import statistics
import struct
import time

import numpy as np
import torch
from torch import nn

DATA = pathlib.Path(__file__).resolve().parents[2] / "datasets"


def idx(name):
    """The array of an IDX file of mnist-5k."""
    content = (DATA / "mnist-5k" / name).read_bytes()
    rank = content[3]
    shape = struct.unpack(f">{rank}I", content[4 : 4 + 4 * rank])
    return np.frombuffer(content, np.uint8, offset=4 + 4 * rank).reshape(shape)


def practical_1():
    """Cell `cancer-folds`: logistic regression on 10 folds, 40 epochs of single examples, step size 0.01."""
    with open(DATA / "breast-cancer" / "breast_cancer.csv", newline="") as file:
        rows = list(csv.reader(file))[1:]
    inputs = np.array([[float(value) for value in row[:30]] for row in rows])
    malignant = np.array([float(row[30]) == 0 for row in rows])
    folds = np.arange(len(rows)) % 10
    np.random.default_rng(389).shuffle(folds)

    def train():
        right = 0
        for fold in range(10):
            training, test = inputs[folds != fold], inputs[folds == fold]
            mean, deviation = training.mean(0), training.std(0)
            x = torch.tensor((training - mean) / deviation, dtype=torch.float32)
            y = torch.tensor(malignant[folds != fold], dtype=torch.float32)
            model = nn.Linear(30, 1)
            nn.init.zeros_(model.weight)
            nn.init.zeros_(model.bias)
            loss = nn.BCEWithLogitsLoss()
            optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
            for _ in range(40):
                for index in torch.randperm(len(x)).tolist():
                    optimizer.zero_grad()
                    loss(model(x[index])[0], y[index]).backward()
                    optimizer.step()
            with torch.no_grad():
                scores = model(torch.tensor((test - mean) / deviation, dtype=torch.float32))[:, 0]
            right += int(((scores >= 0).numpy() == malignant[folds == fold]).sum())
        return right / len(rows)

    return train


def practical_2():
    """Cell `final`: 784-200-100-60-30-10 with dropout, Adam, a cosine, batches of 32, 30 epochs."""
    x = torch.tensor(idx("train-images-idx3-ubyte").reshape(-1, 784) / 255, dtype=torch.float32)
    y = torch.tensor(idx("train-labels-idx1-ubyte").astype(np.int64))
    test_x = torch.tensor(idx("t10k-images-idx3-ubyte").reshape(-1, 784) / 255, dtype=torch.float32)
    test_y = torch.tensor(idx("t10k-labels-idx1-ubyte").astype(np.int64))
    epochs, batch = 30, 32
    steps = epochs * math.ceil(len(x) / batch)

    def train():
        layers, widths = [], [784, 200, 100, 60, 30]
        for index, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
            layers += [nn.Linear(inputs, outputs), nn.ReLU()] + [nn.Dropout(0.2)] * (index < 2)
        model = nn.Sequential(*layers, nn.Linear(30, 10))
        optimizer = torch.optim.Adam(model.parameters(), lr=0.001, fused=True)
        schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
        loss = nn.CrossEntropyLoss()
        for _ in range(epochs):
            for rows in torch.randperm(len(x)).split(batch):
                optimizer.zero_grad()
                loss(model(x[rows]), y[rows]).backward()
                optimizer.step()
                schedule.step()
        model.eval()
        with torch.no_grad():
            return float((model(test_x).argmax(1) == test_y).float().mean())

    return train


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("practical", type=int, choices=[1, 2])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(389)
    train = globals()[f"practical_{arguments.practical}"]()
    seconds = []
    for _ in range(arguments.runs):
        start = time.perf_counter()
        accuracy = train()
        seconds.append(time.perf_counter() - start)
        print(f"{seconds[-1]:.2f} s, accuracy {accuracy:.4f}", flush=True)
    print(f"practical {arguments.practical}: median {statistics.median(seconds):.2f} s, torch {torch.__version__}, "
          f"{arguments.threads} threads")


if __name__ == "__main__":
    main()
