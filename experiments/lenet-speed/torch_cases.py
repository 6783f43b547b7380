#!/usr/bin/python3
"""PyTorch's figures for the cases of `winnow bench lenet`, on one thread.

usage: torch_cases.py CASE REPETITIONS          CASE: cold b64 b256 b4 rich wide evaluation trials
prints `torch VERSION CASE: SECONDS s`, the median of the repetitions; trials is one process of two: 8 epochs in all

usage: torch_cases.py accuracy EPOCHS SEED      prints the accuracy on the test images after each epoch at batch 64
(Debian: python3-torch, dataset-fashion-mnist)
"""
import gzip
import statistics
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

FOLDER = "/usr/share/datasets/fashion-mnist/"
BATCHES = {"b256": 256, "b4": 4}


def bytes_of(name, header):
    with gzip.open(FOLDER + name) as file:
        return np.frombuffer(file.read(), np.uint8, offset=header)


def pixels_of(name):
    return torch.tensor((bytes_of(name, 16).reshape(-1, 1, 28, 28) / 255.0 - 0.5) / 0.5, dtype=torch.float32)


def labels_of(name):
    return torch.tensor(bytes_of(name, 8).astype(np.int64))


class Net(nn.Module):
    def __init__(self, c1, c2, d1, d2, dropout):
        super().__init__()
        self.c1, self.c2 = nn.Conv2d(1, c1, 5), nn.Conv2d(c1, c2, 5)
        self.f1, self.f2, self.f3 = nn.Linear(16 * c2, d1), nn.Linear(d1, d2), nn.Linear(d2, 10)
        self.drop = nn.Dropout(dropout)

    def forward(self, v):
        v = F.max_pool2d(F.relu(self.c1(v)), 2)
        v = F.max_pool2d(F.relu(self.c2(v)), 2).flatten(1)
        v = self.drop(F.relu(self.f1(v)))
        return self.f3(self.drop(F.relu(self.f2(v))))


def shifted(images, most):
    """Each image moved by up to `most` pixels each way; what it does not cover is black."""
    n, side = len(images), 28
    framed = F.pad(images, (most,) * 4, value=-1.0)
    rows = torch.randint(0, 2 * most + 1, (n, 1)) + torch.arange(side)
    columns = torch.randint(0, 2 * most + 1, (n, 1)) + torch.arange(side)
    return framed[torch.arange(n)[:, None, None], 0, rows[:, :, None], columns[:, None, :]].unsqueeze(1)


def trial(case):
    net = Net(*((12, 32, 240, 168) if case == "wide" else (6, 16, 120, 84)), 0.25 if case == "rich" else 0.0)
    if case == "rich":
        return net, torch.optim.Adam(net.parameters(), lr=0.001)
    return net, torch.optim.SGD(net.parameters(), lr=0.001 if case == "b4" else 0.01, momentum=0.9)


def epoch(net, optimizer, batch, rich, x, y):
    order = torch.randperm(len(x))
    net.train()
    start = time.perf_counter()
    for i in range(0, len(x) - batch + 1, batch):
        at = order[i : i + batch]
        images = shifted(x[at], 2) if rich else x[at]
        optimizer.zero_grad()
        F.cross_entropy(net(images), y[at]).backward()
        optimizer.step()
    return time.perf_counter() - start


def evaluation(net, x, y):
    net.eval()
    start = time.perf_counter()
    with torch.no_grad():
        out = torch.cat([net(x[i : i + 1000]) for i in range(0, len(x), 1000)])
        F.cross_entropy(out, y).item(), (out.argmax(1) == y).float().mean().item()
    return time.perf_counter() - start


def accuracies(epochs, x, y):
    net, optimizer = trial("b64")
    xt, yt = pixels_of("t10k-images-idx3-ubyte.gz"), labels_of("t10k-labels-idx1-ubyte.gz")
    for number in range(1, epochs + 1):
        epoch(net, optimizer, 64, False, x, y)
        with torch.no_grad():
            right = torch.cat([net(xt[i : i + 1000]) for i in range(0, len(xt), 1000)]).argmax(1) == yt
        print(f"torch epoch {number}: test accuracy {right.float().mean().item():.4f}", flush=True)


def main():
    case, repetitions = sys.argv[1], int(sys.argv[2])
    torch.set_num_threads(1)
    torch.manual_seed(int(sys.argv[3]) if case == "accuracy" else 1)
    x, y = pixels_of("train-images-idx3-ubyte.gz"), labels_of("train-labels-idx1-ubyte.gz")
    batch = BATCHES.get(case, 64)
    if case == "accuracy":
        accuracies(repetitions, x, y)
        return
    if case == "trials":
        start = time.perf_counter()
        for _ in range(8):
            epoch(*trial(case), batch, False, x, y)
        seconds = [time.perf_counter() - start]
    elif case == "cold":
        seconds = [epoch(*trial(case), batch, False, x, y)]
    elif case == "evaluation":
        net, optimizer = trial(case)
        xt, yt = pixels_of("t10k-images-idx3-ubyte.gz"), labels_of("t10k-labels-idx1-ubyte.gz")
        seconds = [evaluation(net, xt, yt) for _ in range(repetitions + 2)][2:]
    else:
        net, optimizer = trial(case)
        seconds = [epoch(net, optimizer, batch, case == "rich", x, y) for _ in range(repetitions + 1)][1:]
    print(f"torch {torch.__version__} {case}: {statistics.median(seconds):.3f} s", flush=True)


if __name__ == "__main__":
    main()
