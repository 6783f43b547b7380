#!/usr/bin/python3
"""Regrets of an Optuna sampler, seed by seed, in the form that `winnow bench compare` reads.

usage: optuna_regrets.py SAMPLER SEEDS OUT.csv TABLE.csv[.gz] ...      SAMPLER: random, tpe, tpe-mv, cmaes or nsga2
Tables, noise, incumbent and regret are those of `winnow bench tables`. Seeds of the two programs are not the same
random numbers: a pair is two runs of the same problem.
"""
import csv
import gzip
import os
import re
import statistics
import sys
from math import inf, log10

import numpy
import optuna

POINTS = (10, 30, 100, 200)
NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
SAMPLERS = {
    "random": lambda seed: optuna.samplers.RandomSampler(seed=seed),
    "tpe": lambda seed: optuna.samplers.TPESampler(seed=seed),
    "tpe-mv": lambda seed: optuna.samplers.TPESampler(seed=seed, multivariate=True, constant_liar=True),
    "cmaes": lambda seed: optuna.samplers.CmaEsSampler(seed=seed),
    "nsga2": lambda seed: optuna.samplers.NSGAIISampler(seed=seed, population_size=20),
}


class Table:
    """A recorded grid: the losses of each configuration, and the levels of each parameter."""

    def __init__(self, path):
        folder = os.path.basename(os.path.dirname(os.path.abspath(path)))
        self.name = folder + "/" + os.path.basename(path).split(".")[0]
        loss = (lambda value: log10(value)) if "fcnet" in folder else (lambda value: -value)
        with (gzip.open if path.endswith(".gz") else open)(path, "rt") as lines:
            reader = csv.reader(lines)
            head = next(reader)
            width = head.index("s0")
            self.losses = {tuple(row[:width]): [loss(float(v)) for v in row[width:] if v] for row in reader}
        self.means = {key: statistics.fmean(values) for key, values in self.losses.items()}
        self.best = min(self.means.values())
        self.median = statistics.median(self.means.values())
        self.levels = [self.sorted_levels(column) for column in zip(*self.losses)]
        self.parameters = head[:width]

    @staticmethod
    def sorted_levels(column):
        levels = set(column)
        numeric = all(NUMBER.fullmatch(level) for level in levels)
        return sorted(levels, key=float if numeric else str), numeric and len(levels) > 1

    def suggest(self, trial):
        def one(name, levels, numeric):
            if numeric:
                return levels[trial.suggest_int(name, 0, len(levels) - 1)]
            return trial.suggest_categorical(name, levels)

        return tuple(one(name, *levels) for name, levels in zip(self.parameters, self.levels))

    def regret(self, key):
        return (self.means[key] - self.best) / (self.median - self.best)


def search(table, sampler, seed):
    """The regret after each number of trials."""
    noise = numpy.random.default_rng(1000 + seed)
    study = optuna.create_study(sampler=SAMPLERS[sampler](seed))
    lowest, incumbent, regrets = inf, None, {}
    for number in range(1, POINTS[-1] + 1):
        trial = study.ask()
        key = table.suggest(trial)
        recorded = table.losses[key]
        value = recorded[noise.integers(len(recorded))]
        study.tell(trial, value)
        if value < lowest:
            lowest, incumbent = value, key
        if number in POINTS:
            regrets[number] = table.regret(incumbent)
    return regrets


def main(sampler, seeds, out, paths):
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    with open(out, "w") as file:
        file.write("method,problem,seed,at,regret\n")
        for path in paths:
            table = Table(path)
            for seed in range(seeds):
                for point, regret in search(table, sampler, seed).items():
                    file.write(f"optuna {sampler},{table.name},{seed},{point},{regret}\n")


if __name__ == "__main__":
    if len(sys.argv) < 5 or sys.argv[1] not in SAMPLERS:
        sys.exit(__doc__)
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4:])
