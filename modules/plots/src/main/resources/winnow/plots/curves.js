/* Learning curves: a metric against epochs, a line a trial. */
(function () {
  "use strict";
  const winnow = globalThis.winnow;

  winnow.curves = function (study, element) {
    element.replaceChildren();
    const memory = winnow.memory(element);
    const shown = memory.metric || 0;
    const observed = study.trials.filter((trial) => trial.epochs > 0);
    if (!observed.length) {
      winnow.nothing(element, "No epoch has been observed.");
      return;
    }
    const controls = d3.select(element).append("div").attr("class", "controls");
    winnow.legend(study, controls.node());
    if (study.curves > 1) {
      const options = study.metrics.slice(0, study.curves).map((metric, place) => [place, metric.name]);
      winnow.choice(controls.node(), "metric", options, shown, (place) => {
        memory.metric = place;
        winnow.curves(study, element);
      });
    }
    draw(study, element, observed, shown);
  };

  function draw(study, element, observed, shown) {
    const { name, goal } = study.metrics[shown];
    const blank = study.trials.filter((trial) => trial.status === "failed" && trial.epochs === 0);
    const values = observed.flatMap((trial) => trial.curves[shown]);
    if (!values.some((value) => value !== null)) {
      winnow.nothing(element, `No value of ${name} was observed.`);
      return;
    }
    const frame = winnow.frame(element, {
      height: element.clientWidth < 600 ? 320 : 440,
      label: `Learning curves of ${winnow.count(observed.length, "trial")}: ${name} against epochs. Arrow keys go through the trials by rank.`,
      y: (range) => winnow.metricScale(values, goal, range),
      title: name,
      lane: blank.length > 0,
      room: 16,
    });
    const x = epochs(study, observed, frame);
    winnow.axis(frame, x, "epoch" + (x.kind === "log" ? " (log scale)" : ""));
    rungs(study, frame, x, frame.title);

    const path = d3
      .line((_, place) => place)
      .defined((point) => point.value !== null)
      .x((point) => x(point.epoch))
      .y((point) => Math.max(-2e4, Math.min(2e4, frame.y(point.value))));
    const lines = new Map();
    const points = [];
    const ends = [];
    observed.forEach((trial) => {
      const curve = trial.curves[shown].map((value, place) => ({ trial, epoch: winnow.epochOf(trial, place), value }));
      const seen = curve.filter((point) => point.value !== null);
      lines.set(trial, path(curve));
      seen.forEach((point) =>
        points.push({ trial, epoch: point.epoch, x: x(point.epoch), y: frame.place(point.value) }),
      );
      if (seen.length) {
        const last = seen[seen.length - 1];
        ends.push({ trial, x: x(last.epoch), y: frame.place(last.value) });
      }
    });
    blank.forEach((trial, place) => {
      const point = { trial, epoch: 0, x: spread(frame, x, place, blank.length), y: frame.laneAt };
      points.push(point);
      ends.push(point);
    });
    marks(study, frame, observed, lines, ends);
    best(study, frame, points, shown);
    winnow.fading(study, "curves-" + element.id, () => frame.svg.selectAll(".curves path, .halo, .curve.winner, .best, .winner-label"), (trial) => trial);
    winnow.fading(study, "ends-" + element.id, () => frame.svg.selectAll(".ends path"), (end) => end.trial);
    winnow.outside(element, frame.y);
    winnow.pointable(study, frame, "curves-" + element.id, points, (group, number) => {
      const trial = study.trialOf(number);
      group.append("path").attr("class", "curve s-" + trial.status).attr("d", lines.get(trial) || null);
      points
        .filter((point) => point.trial === trial)
        .forEach((point) => group.append("circle").attr("cx", point.x).attr("cy", point.y).attr("r", 3));
    });
  }

  /** Crosses of trials that failed at once stand side by side at the first epoch. */
  function spread(frame, x, place, count) {
    const step = Math.min(12, 120 / count);
    return x(Math.max(1, x.low)) + 2 + place * step;
  }

  function epochs(study, observed, frame) {
    const last = d3.max(observed, (trial) => trial.first + trial.epochs - 1);
    const typical = d3.median(observed, (trial) => trial.epochs);
    const isLog = last >= 27 && typical * 6 <= last;
    const domain = last === 1 ? [0.5, 1.5] : [1, last];
    return winnow.scale(isLog ? "log" : "linear", domain, [frame.left + 6, frame.right - 8], true);
  }

  /** Dotted lines, named above the plot as far as there is room beside the title of the axis. */
  function rungs(study, frame, x, title) {
    const group = frame.svg.append("g").attr("class", "rungs");
    const within = study.rungs.filter((budget) => budget >= x.low && budget <= x.high);
    let free = winnow.textWidth(title) + 10;
    within.forEach((budget) => {
      const at = x(budget);
      const words = `rung ${study.rungs.indexOf(budget)}`;
      const half = winnow.textWidth(words) / 2;
      const middle = Math.min(at, frame.width - half - 1);
      group.append("line").attr("x1", at).attr("x2", at).attr("y1", 18).attr("y2", frame.base);
      if (study.rungs.length > 1 && middle - half > free) {
        group.append("text").attr("x", middle).attr("y", 12).attr("text-anchor", "middle").text(words);
        free = middle + half + 8;
      }
    });
  }

  function marks(study, frame, observed, lines, ends) {
    const count = observed.length;
    const many = d3.rollup(observed, (of) => of.length, (trial) => trial.status);
    const faint = (trial) => Math.max(0.15, Math.min(0.8, 6 / Math.sqrt(many.get(trial.status))));
    const size = count > 300 ? 12 : count > 60 ? 22 : 40;
    const winner = observed.find((trial) => trial.number === study.winner);
    const plot = frame.svg.append("g").attr("clip-path", frame.clip);
    plot
      .append("g")
      .attr("class", "curves")
      .selectAll("path")
      .data(winnow.drawingOrder(study, observed))
      .join("path")
      .attr("class", (trial) => "curve s-" + trial.status)
      .attr("stroke-opacity", faint)
      .attr("d", (trial) => lines.get(trial));
    if (winner) {
      plot.append("path").datum(winner).attr("class", "halo").attr("d", lines.get(winner));
      plot.append("path").datum(winner).attr("class", `curve winner s-${winner.status}`).attr("d", lines.get(winner));
    }
    frame.svg
      .append("g")
      .attr("class", "ends")
      .selectAll("path")
      .data(ends)
      .join("path")
      .attr("class", (end) => "mark s-" + end.trial.status)
      .attr("transform", (end) => `translate(${end.x},${end.y})`)
      .attr("d", (end) => winnow.symbol(end.trial.status, size));
  }

  /** Names the best trial at its best epoch, on the good side, where no other line is. */
  function best(study, frame, points, shown) {
    const point = points.find((one) => one.trial.number === study.winner && one.epoch === one.trial.best);
    if (!point || shown !== 0) {
      return;
    }
    const words = `trial ${study.winner}, the best`;
    const half = winnow.textWidth(words, 12) / 2 + 3;
    const isUp = frame.y.goal === "maximize";
    frame.svg.append("circle").datum(point.trial).attr("class", "best s-" + point.trial.status).attr("cx", point.x).attr("cy", point.y).attr("r", 5);
    frame.svg
      .append("text")
      .datum(point.trial)
      .attr("class", "winner-label")
      .attr("x", Math.max(frame.left + half, Math.min(frame.right + 6 - half, point.x)))
      .attr("y", point.y + (isUp ? -9 : 18))
      .attr("text-anchor", "middle")
      .text(words);
  }
})();
