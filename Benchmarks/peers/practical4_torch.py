"""Practical 4's networks in PyTorch, on the same reviews: practical4_torch.py [THREADS [RUNS]]

Prints for each network the seconds that its cell of the practical takes: as many epochs as there (early stopping
ends them at the seed 389), with the accuracy on the validation reviews after every one.
"""
import re
import sys
import time
from collections import Counter
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

DATA = Path(__file__).resolve().parents[2] / "datasets" / "food-reviews"
BATCH, LENGTH, DIMENSIONS, UNITS = 32, 100, 32, 32


def reviews(part):
    lines = (DATA / f"{part}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    fields = [line.split("\t", 2) for line in lines]
    return [text for _, _, text in fields], [int(score == "great") for score, _, _ in fields]


def words(text):
    text = text.lower().replace("<br />", " ").replace("&quot;", " ")
    return re.findall(r"(?:[^\W\d_]|')+", text)


def data():
    """Tokens and labels to train on, to validate with and to test on."""
    (texts, labels), test = reviews("train"), reviews("test")
    seen = set(test[0])
    clean = [(words(t), label) for t, label in zip(texts, labels) if t not in seen]
    train, validation = clean[:3500], clean[3500:]
    counts = Counter(word for text, _ in train for word in text)
    known = sorted((w for w, n in counts.items() if n >= 3), key=lambda w: (-counts[w], w))
    numbers = {word: index + 2 for index, word in enumerate(known)}

    def encode(part):
        return [(torch.tensor([numbers.get(w, 1) for w in text[:LENGTH]]), label) for text, label in part]

    return encode(train), encode(validation), encode((words(t), l) for t, l in zip(*test)), len(known) + 2


def batch(samples):
    lengths = torch.tensor([len(tokens) for tokens, _ in samples])
    rows = nn.utils.rnn.pad_sequence([tokens for tokens, _ in samples], batch_first=True)
    return rows, lengths, torch.tensor([label for _, label in samples])


class Mean(nn.Module):
    """The mean of the vectors of the words."""

    def __init__(self, vocabulary):
        super().__init__()
        self.embed = nn.EmbeddingBag(vocabulary, DIMENSIONS, mode="mean", padding_idx=0)
        self.out = nn.Linear(DIMENSIONS, 2)

    def forward(self, rows, lengths):
        return self.out(self.embed(rows))


class Reader(nn.Module):
    """A recurrent layer whose state after the last word decides."""

    def __init__(self, vocabulary, layer):
        super().__init__()
        self.embed = nn.Embedding(vocabulary, DIMENSIONS, padding_idx=0)
        self.layer, self.out, self.drop = layer(DIMENSIONS, UNITS, batch_first=True), nn.Linear(UNITS, 2), nn.Dropout(0.3)

    def forward(self, rows, lengths):
        states = self.layer(self.drop(self.embed(rows)))[0]
        return self.out(self.drop(states[torch.arange(len(rows)), lengths - 1]))


def accuracy(model, samples):
    model.eval()
    with torch.no_grad():
        right = 0
        for start in range(0, len(samples), 256):
            rows, lengths, labels = batch(samples[start:start + 256])
            right += (model(rows, lengths).argmax(1) == labels).sum().item()
    model.train()
    return right / len(samples)


def train(model, parts, rate, epochs):
    started = time.perf_counter()
    optimizer = torch.optim.Adam(model.parameters(), lr=rate, fused=True)
    for _ in range(epochs):
        for places in torch.randperm(len(parts[0])).split(BATCH):
            rows, lengths, labels = batch([parts[0][place] for place in places.tolist()])
            loss = F.cross_entropy(model(rows, lengths), labels)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1)
            optimizer.step()
        accuracy(model, parts[1])
    reached = accuracy(model, parts[2])
    return time.perf_counter() - started, reached


def main():
    torch.set_num_threads(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    torch.set_flush_denormal(True)
    torch.manual_seed(389)
    *parts, vocabulary = data()
    train(Mean(vocabulary), parts, 0.003, 1)
    for name, make, rate, epochs in [
        ("mean of vectors", lambda: Mean(vocabulary), 0.003, 5),
        ("RNN", lambda: Reader(vocabulary, nn.RNN), 0.002, 6),
        ("LSTM", lambda: Reader(vocabulary, nn.LSTM), 0.003, 5),
    ]:
        runs = [train(make(), parts, rate, epochs) for _ in range(count)]
        seconds = sorted(run[0] for run in runs)
        print(f"{name}: {seconds[count // 2]:.2f} s (of {count}: {seconds[0]:.2f} to {seconds[-1]:.2f}), accuracy {runs[0][1]:.3f}")


if __name__ == "__main__":
    main()
