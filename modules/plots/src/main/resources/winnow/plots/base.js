/*
 * What all plots share: the study they draw, which trial is pointed at or selected, words for numbers.
 *
 * A plot is a function (study, element): it empties the element and draws into it. winnow.show draws it, and again
 * whenever the element's width has changed.
 *
 * winnow.study(json) takes an object of this form; a list goes without names where there are many of a kind:
 *   name        the study's name
 *   metrics     [{name, goal: "minimize" | "maximize"}]: the study's metric first; the goal of others may be absent
 *   aims        of a study with several metrics: their places among the metrics, the main one first; else absent
 *   front       [[trial, epoch, a value for each of these metrics]]: the Pareto front; absent with one metric
 *   curves      how many of these metrics have curves, from the first
 *   parameters  [{name, kind: "real" | "integer" | "choice", scale: "linear" | "log" | "reverse-log", low, high,
 *               options: [text], when: text}]: scale, low and high for numbers, options for choices, when if conditional
 *   rungs       budgets at which trials are compared, in epochs, ascending
 *   winner      number of the trial with the best observation, or null
 *   progress    [[epochs, milliseconds, value]]: what the study had spent each time its best observation changed
 *   spent       [epochs, milliseconds]: now
 *   brackets    [{number, budgets}]: the rungs of each bracket, in epochs, ascending; may be absent
 *   slots       how many slots runs lie in
 *   runs        [[trial, slot, from, to, rung, budget, end]]: stays of trials in slots, in milliseconds of the study's
 *               clock, with the budget to be reached and how it ended; may be absent
 *   sessions    [milliseconds]: when each coordinator's session began
 *   importances [{method, shares: a number for each parameter}]; may be absent
 *   guesses     [[trial, epoch, observed, expected, low, high]]: what a model expected of the metric of a trial at an epoch,
 *               and the interval that should hold it; may be absent
 *   trials      in the order of their numbers, which may have gaps, each
 *     number    counts from 0
 *     bracket   number of its bracket
 *     rung      place of the last rung it entered among its bracket's budgets; null if it was never sent out
 *     status    "waiting" | "running" | "paused" | "completed" | "stopped" | "failed"
 *     origin    who proposed it
 *     epochs    observed so far
 *     first     the first epoch in its curves; 1 if absent
 *     every     epochs between two values in its curves; 1 if absent
 *     seconds   trained
 *     best      epoch of its best observation, 0 if it has none
 *     at        [epochs, milliseconds]: what the study had spent when the best was observed; null if none
 *     metrics   a value or null for each metric, at the best epoch
 *     curves    for each metric that has curves, a value or null for each epoch from the first, or every so many
 *     values    for each parameter a number, for a choice the place of its option, null if it takes no part
 *     reason    why it stands where it stands
 *     life      [[epoch, text]]: what was decided about it
 */
(function () {
  "use strict";
  const winnow = (globalThis.winnow = globalThis.winnow || {});

  /* Outcomes in the order of legends and, reversed, of drawing; each has a colour, a dash and a symbol of its own. */
  winnow.statuses = [
    { name: "completed", symbol: d3.symbolCircle },
    { name: "paused", symbol: d3.symbolDiamond },
    { name: "stopped", symbol: d3.symbolSquare },
    { name: "failed", symbol: d3.symbolTimes },
    { name: "running", symbol: d3.symbolTriangle },
    { name: "waiting", symbol: d3.symbolPlus },
  ];
  const places = new Map(winnow.statuses.map((status, place) => [status.name, place]));

  winnow.symbol = function (status, size) {
    return d3.symbol(winnow.statuses[places.get(status)].symbol, size)();
  };

  /** Trials in drawing order: the hopeless first, the best on top. */
  winnow.drawingOrder = function (study, trials) {
    return d3.sort(
      trials,
      (a, b) =>
        (a.number === study.winner) - (b.number === study.winner) ||
        places.get(b.status) - places.get(a.status) ||
        a.number - b.number,
    );
  };

  /** Trials that can be told apart side by side. */
  winnow.mostCompared = 6;

  winnow.study = function (json) {
    const events = d3.dispatch("point", "select", "filter", "compare", "pair");
    const filters = new Map();
    let hidden = new Set();
    let byNumber = new Map();
    const hide = () => {
      const holds = [...filters.values()];
      hidden = new Set(holds.length ? study.trials.filter((trial) => !holds.every((one) => one(trial))) : []);
    };
    const study = {
      pointed: null,
      selected: null,
      /** Numbers of trials that stand side by side, in the order in which they were chosen. */
      compared: [],
      /** Puts another state of the same study in the place of this one; what a person chose stays. */
      update(newer) {
        Object.assign(study, { brackets: [], slots: 0, runs: [], sessions: [], importances: [], forest: null, guesses: [], classified: null }, newer, {
          parameters: newer.parameters.map((parameter) => ({ ...parameter, digits: digits(parameter) })),
          trials: newer.trials.map((trial) => ({
            first: 1,
            every: 1,
            ...trial,
            value: trial.best ? trial.metrics[0] : null,
            rank: null,
          })),
        });
        study.ranked = ranking(study);
        byNumber = new Map(study.trials.map((trial) => [trial.number, trial]));
        study.compared = study.compared.filter((number) => byNumber.has(number));
        hide();
      },
      /** The trial of a number; undefined if there is none. */
      trialOf: (number) => byNumber.get(number),
      /**
       * Calls back with a trial's number or null: "point" for the one looked at, "select" for the one chosen; and
       * without arguments: "filter" when other trials are shown, "compare" when others stand side by side, "pair" when
       * planes show two other parameters.
       */
      on: (type, callback) => events.on(type, callback),
      point(number) {
        if (number !== study.pointed) {
          study.pointed = number;
          events.call("point", null, number);
        }
      },
      select(number) {
        study.selected = number;
        events.call("select", null, number);
      },
      /** Shows only trials of which every filter holds; null takes a filter away. */
      filter(key, holds) {
        if (holds) {
          filters.set(key, holds);
        } else {
          filters.delete(key);
        }
        hide();
        events.call("filter");
      },
      isShown: (trial) => !hidden.has(trial),
      hiddenCount: () => hidden.size,
      /** Places of the two parameters that plots of a plane show; null until they are known. */
      pair: null,
      /** Shows two other parameters in all plots of a plane. */
      pairUp(first, second) {
        study.pair = [first, second];
        events.call("pair");
      },
      compare(numbers) {
        study.compared = numbers.slice(0, winnow.mostCompared);
        events.call("compare");
      },
    };
    study.update(json);
    const start = study.ranked.slice(0, 3).map((trial) => trial.number);
    study.compared = start.length > 1 ? start : [];
    return study;
  };

  /** The trials that have a value, the best first; gives each its rank. */
  function ranking({ metrics, trials, winner }) {
    const sign = metrics.length && metrics[0].goal === "maximize" ? -1 : 1;
    const ranked = d3.sort(
      trials.filter((trial) => trial.value !== null),
      (a, b) => sign * (a.value - b.value) || (b.number === winner) - (a.number === winner) || a.number - b.number,
    );
    ranked.forEach((trial, place) => (trial.rank = place + 1));
    return ranked;
  }

  /** The value of a metric of a trial at an epoch; null if there is none. */
  winnow.valueAt = function (trial, place, epoch) {
    const value = trial.curves[place][(epoch - trial.first) / trial.every];
    return value === undefined ? null : value;
  };

  /** The epoch of a value in a trial's curves. */
  winnow.epochOf = (trial, index) => trial.first + index * trial.every;

  /** How many digits tell the values of a number apart. */
  function digits({ kind, low, high }) {
    const size = Math.max(Math.abs(low), Math.abs(high));
    return kind === "choice" || high === low ? 4 : Math.max(4, 3 + Math.ceil(Math.log10(size / (high - low))));
  }

  /**
   * Makes marks of trials that are filtered out faint, now and whenever the filter changes.
   * marks: function that gives a selection; trialOf(datum): the trial of a mark.
   */
  winnow.fading = function (study, key, marks, trialOf) {
    const fade = () => marks().classed("out", (datum) => !study.isShown(trialOf(datum)));
    study.on("filter." + key, fade);
    if (study.hiddenCount()) {
      fade();
    }
  };

  const memories = new WeakMap();

  /** What a person chose in a plot: it survives drawing again. */
  winnow.memory = function (element) {
    if (!memories.has(element)) {
      memories.set(element, {});
    }
    return memories.get(element);
  };

  winnow.show = function (plot, study, element) {
    let width = element.clientWidth;
    plot(study, element);
    new ResizeObserver(() => {
      if (element.clientWidth > 0 && element.clientWidth !== width) {
        width = element.clientWidth;
        plot(study, element);
      }
    }).observe(element);
  };

  /** A sentence in the place of a plot that has nothing to draw. */
  winnow.nothing = function (element, text) {
    d3.select(element).append("p").attr("class", "nothing").text(text);
  };

  /** A number in few digits: 0.2871, 1250, 3.2e-5. */
  winnow.number = function (value, digits = 4) {
    if (value === null || value === undefined || !Number.isFinite(value)) {
      return "–";
    }
    const size = Math.abs(value);
    if (Number.isInteger(value) && size < 1e7) {
      return String(value);
    }
    if (size >= 1e6 || (size < 1e-3 && size > 0)) {
      const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
      return Number(mantissa) + "e" + Number(exponent);
    }
    return String(Number(value.toPrecision(digits)));
  };

  winnow.count = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

  winnow.seconds = function (value) {
    if (value < 10) {
      return value.toFixed(2);
    }
    return value < 1000 ? value.toFixed(1) : value.toFixed(0);
  };

  /** The value of a parameter in words; empty if it takes no part. */
  winnow.valueText = function (parameter, value, digits = parameter.digits) {
    if (value === null) {
      return "";
    }
    return parameter.kind === "choice" ? parameter.options[value] : winnow.number(value, digits);
  };

  /** The best value {value, epoch} of a trial by a metric that has a goal and curves, else null. */
  winnow.bestOf = function (study, trial, place) {
    const { goal } = study.metrics[place];
    if (!goal || place >= study.curves) {
      return null;
    }
    const curve = trial.curves[place];
    const sign = goal === "maximize" ? -1 : 1;
    const at = d3.leastIndex(curve, (a, b) => d3.ascending(a === null ? Infinity : sign * a, b === null ? Infinity : sign * b));
    return at === undefined || at < 0 || curve[at] === null ? null : { value: curve[at], epoch: winnow.epochOf(trial, at) };
  };

  /** What a trial is, in a title and a few lines. */
  winnow.describe = function (study, trial, epoch) {
    const metric = study.metrics[0].name;
    const lines = [];
    const value = epoch ? winnow.valueAt(trial, 0, epoch) : null;
    if (epoch && value !== null && epoch !== trial.best) {
      lines.push(`${metric} ${winnow.number(value)} at epoch ${epoch}`);
    }
    if (trial.best) {
      lines.push(`best ${metric} ${winnow.number(trial.value)} at epoch ${trial.best} of ${trial.epochs}`);
    } else {
      lines.push(trial.reason || "nothing was observed");
    }
    study.parameters.forEach((parameter, place) => {
      if (trial.values[place] !== null && lines.length < 12) {
        lines.push(`${parameter.name} = ${winnow.valueText(parameter, trial.values[place])}`);
      }
    });
    const rank = trial.rank ? `, rank ${trial.rank}` : "";
    return { title: `Trial ${trial.number}: ${trial.status}${rank}`, lines };
  };

  function single(className, role) {
    const found = d3.select(document.body).select("." + className);
    return found.empty()
      ? d3.select(document.body).append("div").attr("class", className).attr("role", role)
      : found;
  }

  /** Shows a description near a place of the window; null hides it. */
  winnow.tip = function (description, x, y) {
    const tip = single("winnow-tip", null);
    tip.classed("shown", description !== null);
    if (description === null) {
      return;
    }
    tip.text(null);
    tip.append("strong").text(description.title);
    description.lines.forEach((line) => tip.append("div").text(line));
    const box = tip.node().getBoundingClientRect();
    const room = document.documentElement.clientWidth;
    const left = x + 14 + box.width < room ? x + 14 : x - 14 - box.width;
    const top = y + 14 + box.height < window.innerHeight ? y + 14 : y - 14 - box.height;
    tip.style("left", Math.max(4, Math.min(left, room - box.width - 4)) + "px");
    tip.style("top", Math.max(4, top) + "px");
  };

  /** Tells a person who listens rather than looks. */
  winnow.say = function (description) {
    single("winnow-said", "status").text([description.title, ...description.lines].join(". "));
  };

  /** A legend of the outcomes that occur, with their counts. */
  winnow.legend = function (study, element) {
    const counts = d3.rollup(study.trials, (of) => of.length, (trial) => trial.status);
    const items = d3
      .select(element)
      .append("ul")
      .attr("class", "legend")
      .selectAll("li")
      .data(winnow.statuses.filter((status) => counts.has(status.name)))
      .join("li");
    items.each(function (status) {
      winnow.swatch(d3.select(this), status.name);
      d3.select(this).append("span").text(`${status.name} ${counts.get(status.name)}`);
    });
  };

  winnow.swatch = function (parent, status) {
    parent
      .append("svg")
      .attr("class", "swatch")
      .attr("width", 12)
      .attr("height", 12)
      .attr("viewBox", "0 0 12 12")
      .attr("aria-hidden", "true")
      .append("path")
      .attr("class", "mark s-" + status)
      .attr("transform", "translate(6,6)")
      .attr("d", winnow.symbol(status, 46));
  };

  /** A labelled list to choose one of; options are [value, text]. */
  winnow.choice = function (element, label, options, current, chosen) {
    const field = d3.select(element).append("label").attr("class", "choice");
    field.append("span").text(label);
    const select = field.append("select").on("change", (event) => chosen(options[event.target.selectedIndex][0]));
    select
      .selectAll("option")
      .data(options)
      .join("option")
      .property("selected", (option) => option[0] === current)
      .text((option) => option[1]);
  };
})();
