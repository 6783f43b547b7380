/* Parallel coordinates: every parameter and the metric, an axis each, a line a trial; ranges of axes filter the study. */
(function () {
  "use strict";
  const winnow = globalThis.winnow;
  /* Where on an axis, in units of its range, trials stand that have no value there; and how far a range may reach. */
  const NONE = -0.1;
  const REACH = [-0.14, 1.03];
  const STEP = 0.05;

  winnow.parallel = function (study, element) {
    element.replaceChildren();
    if (!study.ranked.length) {
      winnow.nothing(element, "No trial has a value yet.");
      return;
    }
    const memory = winnow.memory(element);
    memory.ranges = memory.ranges || new Map();
    const axes = axesOf(study);
    const controls = d3.select(element).append("div").attr("class", "controls");
    legend(study, controls);
    const plan = layout(study, element, axes);
    const { svg } = plan;
    lines(study, plan, axes, element.id);
    axes.forEach((axis, place) => drawAxis(plan, axis, place));
    absences(study, plan, axes);
    brushes(study, plan, axes, memory, controls);
  };

  /** Each axis: name, place of a trial along it from 0 to 1, ticks for so many pixels. */
  function axesOf(study) {
    const values = study.trials.map((trial) => trial.value);
    const { name, goal } = study.metrics[0];
    const metric = (range) => winnow.metricScale(values, goal, range);
    const units = metric([0, 1]);
    const own = {
      name,
      isMetric: true,
      of: (trial) => (trial.value === null ? NONE : Math.max(0, Math.min(1, units(trial.value)))),
      scale: metric,
    };
    const used = study.parameters
      .map((parameter, place) => ({ parameter, place }))
      .filter(({ parameter }) => (parameter.kind === "choice" ? parameter.options.length > 1 : parameter.low < parameter.high));
    return [...used.map(({ parameter, place }) => axisOf(parameter, place)), own];
  }

  function axisOf(parameter, place) {
    if (parameter.kind === "choice") {
      const count = parameter.options.length;
      const jitter = (trial) => (((trial.number * 0.6180339887498949) % 1) - 0.5) * 0.35;
      return {
        name: parameter.name,
        options: parameter.options,
        of: (trial) => (trial.values[place] === null ? NONE : (trial.values[place] + 0.5 + jitter(trial)) / count),
      };
    }
    const scale = (range) => winnow.scale(parameter.scale, [parameter.low, parameter.high], range, parameter.kind === "integer");
    const units = scale([0, 1]);
    return { name: parameter.name, of: (trial) => (trial.values[place] === null ? NONE : units(trial.values[place])), scale };
  }

  function legend(study, controls) {
    const list = controls.append("ul").attr("class", "legend");
    const kinds = [["winner", "the best trial"], ["top", "the best quarter"], ["rest", "other trials"]];
    if (study.trials.some((trial) => trial.value === null)) {
      kinds.push(["none", "without a value"]);
    }
    kinds.forEach(([kind, words]) => {
      const item = list.append("li");
      item
        .append("svg")
        .attr("class", "swatch")
        .attr("width", 20)
        .attr("height", 10)
        .attr("aria-hidden", "true")
        .append("path")
        .attr("class", "line l-" + kind)
        .attr("d", "M0,5H20");
      item.append("span").text(words);
    });
  }

  /** Axes stand side by side; where there is no room they lie one below the other. */
  function layout(study, element, axes) {
    const width = Math.max(220, element.clientWidth);
    const isUpright = width / axes.length >= 88;
    const height = isUpright ? 380 : axes.length * 60 + 10;
    const [from, to] = isUpright ? [height - 46, 34] : [46, width - 16];
    const band = width / axes.length;
    const svg = d3
      .select(element)
      .append("svg")
      .attr("class", "plot parallel")
      .attr("viewBox", `0 0 ${width} ${height}`)
      .attr("width", width)
      .attr("height", height)
      .attr("role", "group")
      .attr("aria-roledescription", "plot")
      .attr("aria-label", `Parallel coordinates of ${winnow.count(study.trials.length, "trial")}. Arrow keys go through the trials by rank; Tab goes to the axes.`);
    return {
      element,
      svg,
      width,
      height,
      isUpright,
      band,
      clip: null,
      range: [from, to],
      across: (place) => (isUpright ? band * place + 14 : place * 60 + 28),
      along: (unit) => from + unit * (to - from),
      unit: (pixel) => (pixel - from) / (to - from),
    };
  }

  const point = (plan, place, unit) =>
    plan.isUpright ? [plan.across(place), plan.along(unit)] : [plan.along(unit), plan.across(place)];

  function lines(study, plan, axes, id) {
    const path = d3.line();
    const places = new Map(
      study.trials.map((trial) => [trial.number, axes.map((axis, place) => point(plan, place, axis.of(trial)))]),
    );
    const top = Math.ceil(study.ranked.length / 4);
    const kind = (trial) =>
      trial.number === study.winner ? "winner" : trial.rank === null ? "none" : trial.rank <= top ? "top" : "rest";
    const order = d3.sort(study.trials, (trial) => -(trial.rank || Infinity));
    const isDense = study.trials.length > 200;
    plan.svg
      .append("g")
      .attr("class", "marks lines" + (isDense ? " dense" : ""))
      .selectAll("path")
      .data(order)
      .join("path")
      .attr("class", (trial) => "line l-" + kind(trial))
      .attr("d", (trial) => path(places.get(trial.number)));
    winnow.fading(study, "parallel-" + id, () => plan.svg.selectAll(".lines path"), (trial) => trial);
    const points = study.trials.flatMap((trial) =>
      places.get(trial.number).map(([x, y]) => ({ trial, x, y, epoch: trial.best })),
    );
    winnow.pointable(study, plan, "parallel-" + id, points, (group, number) => {
      group.append("path").attr("class", "line emphasised").attr("d", path(places.get(number) || []));
    });
  }

  function drawAxis(plan, axis, place) {
    const group = plan.svg.append("g").attr("class", "axis-of" + (axis.isMetric ? " own" : ""));
    const [x1, y1] = point(plan, place, 0);
    const [x2, y2] = point(plan, place, 1);
    group.append("line").attr("class", "axis").attr("x1", x1).attr("x2", x2).attr("y1", y1).attr("y2", y2);
    const room = plan.isUpright ? plan.band - 8 : plan.width - 8;
    const title = group
      .append("text")
      .attr("class", "axis-title")
      .attr("x", plan.isUpright ? x1 - 12 : 2)
      .attr("y", plan.isUpright ? 14 : y1 - 12)
      .text(winnow.shortened(axis.name, room, 12));
    title.append("title").text(axis.name);
    const words = plan.isUpright ? plan.band - 32 : plan.width;
    ticksOf(plan, axis).forEach((tick) => {
      const shown = winnow.shortened(tick.text, tick.room || words);
      const text = group.append("text").attr("class", "tick-of").text(shown);
      if (plan.isUpright) {
        group.append("line").attr("class", "axis").attr("x1", x1 - 3).attr("x2", x1 + 3).attr("y1", tick.at).attr("y2", tick.at);
        text.attr("x", x1 + 8).attr("y", tick.at + 4);
      } else {
        const half = winnow.textWidth(shown) / 2;
        group.append("line").attr("class", "axis").attr("x1", tick.at).attr("x2", tick.at).attr("y1", y1 - 3).attr("y2", y1 + 3);
        text.attr("x", Math.min(tick.at, plan.width - half - 1)).attr("y", y1 + 15).attr("text-anchor", "middle");
      }
    });
  }

  /** Says what stands beyond the low end of an axis. */
  function absences(study, plan, axes) {
    const lacking = axes.map((axis) => study.trials.some((trial) => axis.of(trial) === NONE));
    axes.forEach((axis, place) => {
      if (lacking[place] && plan.isUpright) {
        const [x, y] = point(plan, place, NONE);
        const words = winnow.shortened(axis.isMetric ? "no value" : "takes no part", plan.band - 20);
        plan.svg.append("text").attr("x", x + 8).attr("y", y + 4).text(words);
      }
    });
    if (lacking.includes(true) && !plan.isUpright) {
      d3.select(plan.element)
        .append("p")
        .attr("class", "aside")
        .text("Left of an axis: trials in which the parameter takes no part, or which have no value.");
    }
  }

  function ticksOf(plan, axis) {
    if (axis.scale) {
      const extent = plan.isUpright ? () => 11 : (words) => winnow.textWidth(words);
      return winnow.ticks(axis.scale(plan.range), extent, plan.isUpright ? 16 : 10);
    }
    const count = axis.options.length;
    const step = Math.abs(plan.along(1) - plan.along(0)) / count;
    const every = Math.ceil((plan.isUpright ? 15 : 40) / step);
    return axis.options
      .map((text, place) => ({ text, at: plan.along((place + 0.5) / count), room: plan.isUpright ? 0 : step * every - 6 }))
      .filter((_, place) => place % every === 0);
  }

  /** Lets a person choose a range of each axis by mouse, touch and keys. */
  function brushes(study, plan, axes, memory, controls) {
    const count = controls.append("span").attr("class", "count").attr("role", "status");
    const all = controls.append("button").attr("type", "button").attr("class", "plain").text("Show all");
    const tell = () => {
      const shown = study.trials.length - study.hiddenCount();
      count.text(study.hiddenCount() ? `${shown} of ${winnow.count(study.trials.length, "trial")} shown` : "");
      all.property("hidden", !memory.ranges.size);
    };
    const apply = () => {
      const chosen = axes.filter((axis) => memory.ranges.has(axis.name));
      const holds = (trial) =>
        chosen.every((axis) => {
          const [low, high] = memory.ranges.get(axis.name);
          const unit = axis.of(trial);
          return unit >= low - 1e-9 && unit <= high + 1e-9;
        });
      study.filter("parallel", chosen.length ? holds : null);
      tell();
    };
    let waits = false;
    const soon = () => {
      if (!waits) {
        waits = true;
        requestAnimationFrame(() => {
          waits = false;
          apply();
        });
      }
    };
    const movers = axes.map((axis, place) => brush(plan, axis, place, memory, soon));
    all.on("click", () => movers.forEach((move) => move(null)));
    study.on("filter.parallel-count-" + plan.element.id, tell);
    tell();
  }

  function brush(plan, axis, place, memory, changed) {
    const across = plan.across(place);
    const ends = REACH.map(plan.along);
    const brushing = plan.isUpright ? d3.brushY() : d3.brushX();
    brushing
      .extent(
        plan.isUpright
          ? [[across - 11, Math.max(0, ends[1])], [across + 11, ends[0]]]
          : [[ends[0], across - 11], [ends[1], across + 11]],
      )
      .handleSize(8);
    const group = plan.svg
      .append("g")
      .attr("class", "brush")
      .attr("tabindex", 0)
      .attr("role", "group")
      .attr("aria-label", `Range of ${axis.name}: arrow keys move it, with Shift they widen or narrow it, Escape takes it away.`);
    group.call(brushing);
    const pixels = ([low, high]) => [low, high].map(plan.along).sort(d3.ascending);
    const move = (range) => group.call(brushing.move, range ? pixels(range) : null);
    if (memory.ranges.has(axis.name)) {
      move(memory.ranges.get(axis.name));
    }
    brushing.on("brush end", ({ selection }) => {
      if (selection) {
        memory.ranges.set(axis.name, selection.map(plan.unit).sort(d3.ascending));
      } else {
        memory.ranges.delete(axis.name);
      }
      changed();
    });
    group.on("keydown", (event) => {
      const range = byKey(event, memory.ranges.get(axis.name));
      if (range !== undefined) {
        event.preventDefault();
        event.stopPropagation();
        move(range);
      }
    });
    return move;
  }

  /** The range that a key makes of another: null for none, undefined if the key means nothing. */
  function byKey({ key, shiftKey }, range) {
    const by = { ArrowUp: STEP, ArrowRight: STEP, ArrowDown: -STEP, ArrowLeft: -STEP }[key];
    if (key === "Escape" || key === "Delete" || key === "Backspace") {
      return null;
    }
    if (!by) {
      return undefined;
    }
    if (!range) {
      return by > 0 ? [0.75, REACH[1]] : [0, 0.25];
    }
    const [low, high] = range;
    if (shiftKey) {
      return [low, Math.max(low + STEP, Math.min(REACH[1], high + by))];
    }
    const shift = Math.max(REACH[0] - low, Math.min(REACH[1] - high, by));
    return [low + shift, high + shift];
  }
})();
