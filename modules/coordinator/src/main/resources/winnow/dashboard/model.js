/*
 * The study as the browser knows it: begun with a "whole" event, brought up to date by "changes". Both have the members
 * that ViewJson writes:
 *   sequence, phase, reason, session, paused, queued, limits {trials, epochs, millis, failures, target}, counts by status,
 *   winner, spent, rungs, brackets, pinned (numbers of trials), slots, known (slots that the spec asks for), sessions:
 *   replaced each time
 *   from, progress   rows of the best so far, to be put after the first `from`
 *   trials           whole, or a number with what changed: facts; first, every, tail and curves, these to be put after
 *                    the first `tail` values; life
 *   gone             numbers of trials that are shown no more
 *   oldest, stays    [number, trial, slot, from, to or -1, rung, budget, end]; those before the oldest are dropped
 *   log              [entry, milliseconds, trial or null, text], to be put at the end
 */
(function () {
  "use strict";
  const winnow = globalThis.winnow;
  const FIGURES = ["sequence", "phase", "reason", "session", "paused", "queued", "limits", "counts", "winner", "spent", "rungs", "brackets", "pinned", "slots", "known", "sessions"];
  const MOST_LOGGED = 400;
  const MOST_RUNGS = 12;

  winnow.model = function () {
    let about = null;
    let trials = new Map();
    let stays = new Map();
    let progress = [];
    let log = [];

    const take = (news) => {
      FIGURES.forEach((name) => (model[name] = news[name]));
      progress = progress.slice(0, news.from).concat(news.progress);
      news.trials.forEach((trial) => trials.set(trial.number, renewed(trials.get(trial.number), trial)));
      (news.gone || []).forEach((number) => trials.delete(number));
      news.stays.forEach((stay) => stays.set(stay[0], stay));
      for (const number of stays.keys()) {
        if (number >= news.oldest) {
          break;
        }
        stays.delete(number);
      }
      log = log.concat(news.log).slice(-MOST_LOGGED);
      model.at = performance.now();
    };
    const model = {
      isReady: () => about !== null,
      whole(news) {
        about = { name: news.name, metrics: news.metrics, curves: news.curves, parameters: news.parameters, made: news.made };
        trials = new Map();
        stays = new Map();
        progress = [];
        log = [];
        take(news);
      },
      changes(news) {
        if (about) {
          take(news);
        }
      },
      made: () => about.made,
      name: () => about.name,
      metrics: () => about.metrics,
      log: () => log,
      trial: (number) => trials.get(number),
      trials: () => trials.values(),
      isPinned: (number) => model.pinned.includes(number),
      /** Milliseconds of the study's own clock, now. */
      elapsed: (runs) => model.spent[1] + (runs && model.phase === "open" ? performance.now() - model.at : 0),
      /** In the form that winnow.study takes. */
      study() {
        const budgets = new Map(model.brackets.map((bracket) => [bracket.number, thinned(bracket.budgets)]));
        const runs = [];
        for (const [, trial, slot, from, to, rung, budget, end] of stays.values()) {
          if (trials.has(trial)) {
            runs.push([trial, slot, from, to < 0 ? model.spent[1] : to, rung, budget, end]);
          }
        }
        return {
          ...about,
          winner: model.winner,
          spent: model.spent,
          rungs: model.rungs,
          brackets: Array.from(budgets, ([number, of]) => ({ number, budgets: of })),
          slots: model.slots,
          sessions: model.sessions,
          progress,
          runs,
          trials: d3.sort(trials.values(), (trial) => trial.number).map((trial) => ({ ...trial, rung: rungOf(trial, budgets) })),
        };
      },
    };
    return model;
  };

  function renewed(known, { tail, curves, ...facts }) {
    const trial = Object.assign(known || { curves: [], life: [] }, facts);
    if (curves) {
      trial.curves = curves.map((values, place) => (tail ? trial.curves[place].slice(0, tail) : []).concat(values));
    }
    return trial;
  }

  function thinned(budgets) {
    const count = budgets.length;
    return count <= MOST_RUNGS ? budgets : d3.range(1, MOST_RUNGS + 1).map((i) => budgets[Math.floor((i * count) / MOST_RUNGS) - 1]);
  }

  /** The place of the last rung that a trial entered; null if it was never sent out. */
  function rungOf(trial, budgets) {
    const of = budgets.get(trial.bracket);
    if (!trial.entered || !of) {
      return null;
    }
    const place = of.findIndex((budget) => budget >= trial.entered);
    return place < 0 ? of.length - 1 : place;
  }
})();
