/* The empirical distribution: the share of trials that reached at least a value; the earlier and the later half apart. */
(function () {
  "use strict";
  const winnow = globalThis.winnow;
  const GROUPS = [
    ["all", "all trials"],
    ["early", "the earlier half"],
    ["late", "the later half"],
  ];

  winnow.distribution = function (study, element) {
    element.replaceChildren();
    if (study.ranked.length < 2) {
      winnow.nothing(element, study.ranked.length ? "One trial alone has no distribution." : "No trial has a value yet.");
      return;
    }
    const metric = study.metrics[0];
    const order = d3.sort(study.ranked, (trial) => trial.number);
    const half = Math.ceil(order.length / 2);
    const sets = [order, order.slice(0, half), order.slice(half)].slice(0, order.length < 8 ? 1 : 3);
    legend(d3.select(element).append("div").attr("class", "controls"), sets);
    const frame = winnow.frame(element, {
      height: element.clientWidth < 600 ? 260 : 300,
      label: `Share of ${winnow.count(order.length, "trial")} by ${metric.name}. Arrow keys go through the trials by rank.`,
      y: (range) => Object.assign(winnow.scale("linear", [0, 1], range), { goal: "maximize" }),
      title: "share of the trials that are at least as good",
    });
    const measure = winnow.metricScale(order.map((trial) => trial.value), metric.goal, [0, 1]);
    const isUp = metric.goal === "maximize";
    const range = isUp ? [frame.right - 8, frame.left + 6] : [frame.left + 6, frame.right - 8];
    const x = winnow.scale(measure.kind, [measure.low, measure.high], range);
    const at = (value) => Math.max(frame.left + 2, Math.min(frame.right - 2, x(value)));
    winnow.axis(frame, x, metric.name + (x.kind === "log" ? " (log scale)" : ""));
    const marks = frame.svg.append("g").attr("class", "marks");
    const steps = d3.line().x((step) => step.x).y((step) => step.y).curve(d3.curveStepAfter);
    let points = [];
    sets.forEach((set, place) => {
      const sorted = d3.sort(set, (trial) => trial.rank);
      const line = sorted.map((trial, index) => ({ trial, epoch: trial.best, x: at(trial.value), y: frame.y((index + 1) / sorted.length) }));
      points = place === 0 ? line : points;
      marks
        .append("path")
        .attr("class", `share-of ${GROUPS[place][0]}`)
        .attr("d", steps([{ x: line[0].x, y: frame.y(0) }, ...line, { x: isUp ? frame.left : frame.right, y: line[line.length - 1].y }]));
    });
    if (measure.outside) {
      const side = isUp ? "left" : "right";
      d3.select(element)
        .append("p")
        .attr("class", "aside")
        .text(`${measure.outside} of the worst values, up to ${winnow.number(measure.farthest)}, lie beyond the ${side} edge and are counted there.`);
    }
    winnow.pointable(study, frame, "distribution-" + element.id, points, winnow.rings(points, 6));
  };

  function legend(controls, sets) {
    const list = controls.append("ul").attr("class", "legend");
    sets.forEach((set, place) => {
      const item = list.append("li");
      item
        .append("svg")
        .attr("class", "swatch")
        .attr("width", 26)
        .attr("height", 10)
        .attr("aria-hidden", "true")
        .append("path")
        .attr("class", `share-of ${GROUPS[place][0]}`)
        .attr("d", "M0,5H26");
      const numbers = place ? ` (trials ${set[0].number} to ${set[set.length - 1].number})` : "";
      item.append("span").text(GROUPS[place][1] + numbers);
    });
  }
})();
