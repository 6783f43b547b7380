#!/usr/bin/python3
"""Records PyTorch's losses over 100 steps of small trainings, for TorchLossTest: torch_losses.py > torch_losses.csv

Weights, images and labels come from the counter-based stream of CounterStream.java, so that they need not be stored.
A line a case: its name, then the losses. Cases are described here and, in the same words, in TorchLossTest.java.
"""
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

STEPS, BATCH, IMAGES = 100, 20, 240
torch.set_num_threads(1)


def bits(key, i):
    z = np.uint64(key) + (np.asarray(i, np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def unit(key, i):
    return (bits(key, i) >> np.uint64(11)).astype(np.float64) * 2.0**-53


def data(classes):
    labels = (bits(1, np.arange(IMAGES)) >> np.uint64(33)).astype(np.int64) % classes
    noise = (bits(2, np.arange(IMAGES * 784)) >> np.uint64(57)).astype(np.int64).reshape(IMAGES, 28, 28)
    row, column = np.mgrid[0:28, 0:28]
    stripes = ((row + 3 * labels[:, None, None]) // 4 + column // (labels[:, None, None] + 1)) % 2
    pixels = noise + 128 * stripes
    return torch.tensor((pixels / 255.0 - 0.5) / 0.5, dtype=torch.float32)[:, None], torch.tensor(labels)


class Net(nn.Module):
    def __init__(self, c1, c2, kernel, pooling, dense, activation):
        super().__init__()
        side = ((28 - kernel + 1) // 2 - kernel + 1) // 2
        self.c1, self.c2 = nn.Conv2d(1, c1, kernel), nn.Conv2d(c1, c2, kernel)
        widths = [c2 * side * side] + dense
        self.dense = nn.ModuleList(nn.Linear(a, b) for a, b in zip(widths, dense))
        self.pool = {"MAX": F.max_pool2d, "AVERAGE": F.avg_pool2d}[pooling]
        self.f = {"RELU": F.relu, "LEAKY_RELU": F.leaky_relu, "ELU": F.elu, "TANH": torch.tanh}[activation]
        at = 0
        for p in self.parameters():
            bound = 1 / np.sqrt(p[0].numel()) if p.dim() > 1 else bound
            values = (2 * unit(3, np.arange(at, at + p.numel())) - 1) * bound
            p.data = torch.tensor(values.reshape(p.shape), dtype=torch.float32)
            at += p.numel()

    def forward(self, x):
        x = self.pool(self.f(self.c2(self.pool(self.f(self.c1(x)), 2))), 2).flatten(1)
        for layer in self.dense[:-1]:
            x = self.f(layer(x))
        return self.dense[-1](x)


STANDARD = (6, 16, 5, "MAX", [120, 84, 10], "RELU")
O, L = torch.optim, torch.optim.lr_scheduler
WEIGHTS = [0.5, 1, 1.5, 2, 0.5, 1, 1.5, 2, 0.5, 1]
CASES = {
    "sgd": (STANDARD, lambda p: O.SGD(p, 0.05), None, {}),
    "momentum": (STANDARD, lambda p: O.SGD(p, 0.01, momentum=0.9, weight_decay=0.01), None, {}),
    "nesterov": (STANDARD, lambda p: O.SGD(p, 0.01, momentum=0.9, nesterov=True, weight_decay=0.01), None, {}),
    "adam": (STANDARD, lambda p: O.Adam(p, 0.001, betas=(0.8, 0.99), weight_decay=0.01), None, {}),
    "adamw": (STANDARD, lambda p: O.AdamW(p, 0.001, weight_decay=0.1), None, {}),
    "adagrad": (STANDARD, lambda p: O.Adagrad(p, 0.005, weight_decay=0.01), None, {}),
    "rmsprop": (STANDARD, lambda p: O.RMSprop(p, 0.0003, weight_decay=0.01), None, {}),
    "decay": (STANDARD, lambda p: O.SGD(p, 0.05), lambda o: L.StepLR(o, 20, 0.5), {}),
    "cosine": (STANDARD, lambda p: O.SGD(p, 0.05), lambda o: L.CosineAnnealingLR(o, 80, 0.005), {}),
    "cycle": (STANDARD, lambda p: O.SGD(p, 0.05, momentum=0.8),
              lambda o: L.OneCycleLR(o, 0.05, total_steps=STEPS + 1, cycle_momentum=False), {}),
    "warmup": (STANDARD, lambda p: O.SGD(p, 0.05), lambda o: L.LinearLR(o, 0.1, 1, 30), {}),
    "smooth": (STANDARD, lambda p: O.SGD(p, 0.05), None, {"label_smoothing": 0.1}),
    "weights": (STANDARD, lambda p: O.SGD(p, 0.05), None, {"label_smoothing": 0.2, "weight": WEIGHTS}),
    "elu": ((5, 9, 3, "MAX", [33, 7], "ELU"), lambda p: O.SGD(p, 0.05), None, {}),
    "leaky": ((7, 13, 5, "AVERAGE", [5], "LEAKY_RELU"), lambda p: O.SGD(p, 0.05), None, {}),
    "tanh": ((3, 18, 3, "AVERAGE", [50, 40, 10], "TANH"), lambda p: O.SGD(p, 0.05), None, {}),
    "tanhmax": ((3, 18, 5, "MAX", [50, 40, 10], "TANH"), lambda p: O.Adam(p, 0.001), None, {}),
}

for name, (shape, optimizer, schedule, loss) in CASES.items():
    images, labels = data(shape[4][-1])
    net = Net(*shape)
    step = optimizer(net.parameters())
    rate = schedule(step) if schedule else None
    criterion = nn.CrossEntropyLoss(**{k: torch.tensor(v) if k == "weight" else v for k, v in loss.items()})
    losses = []
    for i in range(STEPS):
        at = [(i * BATCH + n) % IMAGES for n in range(BATCH)]
        step.zero_grad()
        mean = criterion(net(images[at]), labels[at])
        mean.backward()
        step.step()
        if rate:
            rate.step()
        losses.append("%.7g" % mean.item())
    print(",".join([name] + losses))
