"""The captioner with attention of practical 5, trained in PyTorch: practical5_torch.py [--epochs N] [--threads N].

The same network, batch, optimizer, clipping, step sizes and number of steps as the cell `train-attention` of
practicals/05-image-captioner.md, on captions of the same lengths; the pictures are random numbers, which changes
neither the number of operations nor, as long as the network trains, their speed. Prints the seconds of each epoch and,
for machines that others use too, those of the processors. Compare with the cell's seconds in `result.json`, divided by its 40 epochs; they hold a pass over 184 validation
pictures an epoch, too. Run it with `env -u OPENBLAS_CORETYPE`.
"""
import argparse
import math
import pathlib
import statistics
import time

import torch
from torch import nn
from torch.nn import functional

NAMES = pathlib.Path(__file__).resolve().parents[2] / "datasets" / "emoji" / "emoji.tsv"
COUNT, BATCH, CHANNELS, SUMMARY, WORD, UNITS = 1592, 32, 48, 128, 48, 96


def captions():
    """The numbers of the words of people's captions, between a start (1) and an end (2)."""
    rows = [line.split("\t") for line in NAMES.read_text(encoding="utf-8").splitlines()[1:]]
    texts = [row[3].lower().replace(":", "").replace(",", "").split() for row in rows if row[1] == "People & Body"]
    numbers = {word: place + 3 for place, word in enumerate(sorted({word for text in texts for word in text}))}
    return [torch.tensor([1] + [numbers[word] for word in text] + [2]) for text in texts[:COUNT]], len(numbers) + 3


class Captioner(nn.Module):
    """An encoder, a summary, an LSTM, attention over 64 places, scores."""

    def __init__(self, vocabulary):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Conv2d(3, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(32, CHANNELS, 3, padding=1), nn.ReLU())
        self.summary = nn.Sequential(
            nn.MaxPool2d(2), nn.Flatten(), nn.Dropout(0.1), nn.Linear(16 * CHANNELS, SUMMARY), nn.ReLU(),
            nn.LayerNorm(SUMMARY))
        self.h, self.c = nn.Linear(SUMMARY, UNITS), nn.Linear(SUMMARY, UNITS)
        self.embedding = nn.Embedding(vocabulary, WORD, padding_idx=0)
        self.lstm = nn.LSTM(WORD, UNITS, batch_first=True)
        self.keys, self.queries = nn.Linear(CHANNELS, UNITS), nn.Linear(UNITS, UNITS)
        self.scores = nn.Linear(2 * UNITS, vocabulary)
        self.dropout = nn.Dropout(0.1)

    def forward(self, pictures, words):
        places = self.encoder(pictures)
        summary = self.summary(places)
        first = torch.tanh(self.h(summary))[None], self.c(summary)[None]
        states, _ = self.lstm(self.dropout(self.embedding(words)), first)
        keys = self.keys(places.flatten(2).transpose(1, 2))
        seen = functional.scaled_dot_product_attention(self.queries(states), keys, keys)
        return self.scores(self.dropout(torch.cat([states, seen], 2)))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(389)
    texts, vocabulary = captions()
    pictures = torch.rand(COUNT, 3, 32, 32)
    network = Captioner(vocabulary)
    optimizer = torch.optim.Adam(network.parameters(), lr=0.004)
    steps = 40 * math.ceil(COUNT / BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda n: (1 + math.cos(math.pi * n / steps)) / 2)
    seconds, processor = [], []
    for epoch in range(options.epochs):
        begin, work = time.perf_counter(), time.process_time()
        for places in torch.randperm(COUNT).split(BATCH):
            words = nn.utils.rnn.pad_sequence([texts[place] for place in places.tolist()], batch_first=True)
            scores = network(pictures[places], words[:, :-1])
            loss = functional.cross_entropy(scores.flatten(0, 1), words[:, 1:].flatten(), ignore_index=0)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 5)
            optimizer.step()
            schedule.step()
        seconds.append(time.perf_counter() - begin)
        processor.append(time.process_time() - work)
        print(f"epoch {epoch + 1}: loss {loss.item():.3f}, {seconds[-1]:.2f} s, {processor[-1]:.2f} s of processor time")
    print(
        f"median {statistics.median(seconds):.2f} s an epoch with {options.threads} threads, "
        f"{statistics.median(processor):.2f} s of processor time")


if __name__ == "__main__":
    main()
