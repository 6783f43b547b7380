#!/usr/bin/python3
"""How much of a Pareto front's hypervolume Optuna leaves out, in the form that `winnow bench compare` reads.

usage: optuna_fronts.py SAMPLER SEEDS TRIALS OUT.csv [PROBLEM ...]
SAMPLER: random, tpe, nsga2 or nsga2-20 (20 a generation, not 50); PROBLEM: zdt1, zdt2, dtlz2 or tradeoff, all if none is named.
Problems, reference points and measure are those of `winnow bench functions`. Seeds of the two programs are not the same
random numbers: a pair is two runs of the same problem.
"""
import math
import statistics
import sys
import warnings

import optuna

POINTS = (10, 30, 100, 200)
SAMPLERS = {
    "random": lambda seed: optuna.samplers.RandomSampler(seed=seed),
    "tpe": lambda seed: optuna.samplers.TPESampler(seed=seed, multivariate=True),
    "nsga2": lambda seed: optuna.samplers.NSGAIISampler(seed=seed),
    "nsga2-20": lambda seed: optuna.samplers.NSGAIISampler(seed=seed, population_size=20),
}


def reals(trial, count):
    return [trial.suggest_float(f"x{i}", 0, 1) for i in range(1, count + 1)]


def zdt(trial, shape):
    x = reals(trial, 6)
    g = 1 + 9 * sum(x[1:]) / 5
    return x[0], g * (1 - shape(x[0] / g))


def dtlz2(trial):
    x = reals(trial, 7)
    r = 1 + sum((v - 0.5) ** 2 for v in x[2:])
    a, b = x[0] * math.pi / 2, x[1] * math.pi / 2
    return r * math.cos(a) * math.cos(b), r * math.cos(a) * math.sin(b), r * math.sin(a)


def loss_of(units):
    return 1 / (1 + units / 64)


def tradeoff(trial):
    rate = math.log10(trial.suggest_float("learning_rate", 1e-5, 1, log=True))
    units = trial.suggest_int("units", 8, 512, log=True)
    optimizer = trial.suggest_categorical("optimizer", ["sgd", "adam", "adagrad"])
    rate -= {"sgd": -1, "adam": -3, "adagrad": -2}[optimizer]
    rest = (trial.suggest_float("momentum", 0, 0.99) - 0.9) ** 2 if optimizer == "sgd" else 0.1
    return loss_of(units) + 0.2 * rate * rate + rest, units / 512


def hypervolume(points, reference):
    """Exact, by slices along the last loss."""
    inside = sorted((p for p in points if all(a < b for a, b in zip(p, reference))), key=lambda p: p[-1])
    if not inside:
        return 0
    if len(reference) == 1:
        return reference[0] - inside[0][0]
    ends = [p[-1] for p in inside[1:]] + [reference[-1]]
    volume = 0
    for i, end in enumerate(ends):
        if end > inside[i][-1]:
            volume += (end - inside[i][-1]) * hypervolume([p[:-1] for p in inside[: i + 1]], reference[:-1])
    return volume


def front(points):
    """The points that none dominates."""
    def beats(p, q):
        return p != q and all(a <= b for a, b in zip(p, q))

    points = set(points)
    return [q for q in points if not any(beats(p, q) for p in points)]


SQUARE = (1.1, 1.1)
CUBE = (1.1, 1.1, 1.1)
TRADEOFF = (1.2, 1.1)
PROBLEMS = {
    "zdt1": (lambda t: zdt(t, math.sqrt), SQUARE, 0.1 + 2 / 3 + 0.11),
    "zdt2": (lambda t: zdt(t, lambda x: x * x), SQUARE, 0.1 + 1 / 3 + 0.11),
    "dtlz2": (dtlz2, CUBE, 1.331 - math.pi / 6),
    "tradeoff": (tradeoff, TRADEOFF, hypervolume([(loss_of(u), u / 512) for u in range(8, 513)], TRADEOFF)),
}


def search(name, sampler, seed, trials):
    """The hypervolume left out after each number of trials."""
    function, reference, most = PROBLEMS[name]
    study = optuna.create_study(directions=["minimize"] * len(reference), sampler=SAMPLERS[sampler](seed))
    study.optimize(function, n_trials=trials)
    values = [tuple(trial.values) for trial in study.trials]
    points = [p for p in POINTS if p < trials] + [trials]
    return {point: max(0.0, most - hypervolume(front(values[:point]), reference)) for point in points}


def main(sampler, seeds, trials, out, names):
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    warnings.simplefilter("ignore")
    with open(out, "w") as file:
        file.write("method,problem,seed,at,regret\n")
        for name in names:
            runs = [search(name, sampler, seed, trials) for seed in range(seeds)]
            for seed, run in enumerate(runs):
                for point, regret in run.items():
                    file.write(f"optuna {sampler},{name},{seed},{point},{regret}\n")
            means = ", ".join(f"{at}: {statistics.fmean(run[at] for run in runs):.4f}" for at in runs[0])
            print(f"optuna {sampler} {name} {means}", flush=True)


if __name__ == "__main__":
    names = sys.argv[5:] or list(PROBLEMS)
    if len(sys.argv) < 5 or sys.argv[1] not in SAMPLERS or not set(names) <= set(PROBLEMS):
        sys.exit(__doc__)
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], names)
