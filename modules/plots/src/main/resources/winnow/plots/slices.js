/* Slices: the best value of each trial against each parameter. */
(function () {
  "use strict";
  const winnow = globalThis.winnow;

  winnow.slices = function (study, element) {
    element.replaceChildren();
    if (!study.trials.some((trial) => trial.value !== null)) {
      winnow.nothing(element, "No trial has a value yet.");
      return;
    }
    winnow.legend(study, d3.select(element).append("div").attr("class", "controls").node());
    const grid = d3.select(element).append("div").attr("class", "grid-of-plots");
    const fixed = [];
    let scale = null;
    study.parameters.forEach((parameter, place) => {
      if (isFixed(parameter)) {
        fixed.push(parameter);
        return;
      }
      const figure = grid.append("figure").attr("class", "slice");
      const used = study.trials.filter((trial) => trial.values[place] !== null);
      const share = `${used.length} of ${winnow.count(study.trials.length, "trial")}`;
      const note = parameter.when ? `if ${parameter.when}: ${share}` : "";
      figure.append("figcaption").call((caption) => {
        caption.append("strong").text(parameter.name);
        caption.append("span").text(note);
      });
      const box = figure.append("div").node();
      if (used.length) {
        scale = slice(study, box, parameter, place, used, element.id);
      } else {
        winnow.nothing(box, "No trial used it.");
      }
    });
    if (scale) {
      winnow.outside(element, scale);
    }
    if (fixed.length) {
      const values = fixed.map((parameter) => `${parameter.name} = ${parameter.options[0]}`);
      d3.select(element).append("p").attr("class", "aside").text(`Fixed: ${values.join(", ")}.`);
    }
  };

  function isFixed(parameter) {
    return parameter.kind === "choice" && parameter.options.length === 1;
  }

  function slice(study, box, parameter, place, used, id) {
    const metric = study.metrics[0];
    const isChoice = parameter.kind === "choice";
    const values = study.trials.map((trial) => trial.value);
    const blank = used.filter((trial) => trial.value === null && trial.status === "failed");
    const frame = winnow.frame(box, {
      height: 250 + (isChoice ? winnow.bandsBottom(box.clientWidth - 60, parameter.options.length) - 36 : 0),
      bottom: isChoice ? winnow.bandsBottom(box.clientWidth - 60, parameter.options.length) : 36,
      label: `${metric.name} against ${parameter.name}. Arrow keys go through the trials by rank.`,
      y: (range) => winnow.metricScale(values, metric.goal, range),
      title: `best ${metric.name}`,
      lane: study.trials.some((trial) => trial.value === null && trial.status === "failed"),
    });
    const x = isChoice ? byBand(frame, parameter, place) : byNumber(frame, parameter, place);
    const longest = d3.max(study.trials, (trial) => trial.epochs) || 1;
    const most = used.length > 300 ? 40 : 80;
    const points = winnow.drawingOrder(study, [...used.filter((trial) => trial.value !== null), ...blank]).map((trial) => ({
      trial,
      epoch: trial.best,
      x: x(trial),
      y: trial.value === null ? frame.laneAt : frame.place(trial.value),
      size: trial.value === null ? most / 2 : most * (0.2 + (0.8 * trial.epochs) / longest),
    }));
    frame.svg
      .append("g")
      .attr("class", "marks")
      .attr("opacity", used.length > 300 ? 0.7 : 0.9)
      .selectAll("path")
      .data(points)
      .join("path")
      .attr("class", (point) => `mark s-${point.trial.status}${point.trial.number === study.winner ? " winner" : ""}`)
      .attr("transform", (point) => `translate(${point.x},${point.y})`)
      .attr("d", (point) => winnow.symbol(point.trial.status, point.size));
    winnow.fading(study, `slice-${place}-${id}`, () => frame.svg.selectAll(".marks path"), (point) => point.trial);
    winnow.pointable(study, frame, `slice-${place}-${id}`, points, winnow.rings(points));
    return frame.y;
  }

  function byNumber(frame, parameter, place) {
    const scale = winnow.scale(
      parameter.scale,
      [parameter.low, parameter.high],
      [frame.left + 8, frame.right - 8],
      parameter.kind === "integer",
    );
    const kind = parameter.scale === "linear" ? "" : ` (${parameter.scale} scale)`;
    winnow.axis(frame, scale, parameter.name + kind);
    return (trial) => scale(trial.values[place]);
  }

  /** In the band of its option, moved aside by a share that depends on the trial's number alone. */
  function byBand(frame, parameter, place) {
    const bands = winnow.bands(frame, parameter.options, parameter.name);
    return (trial) => {
      const share = (trial.number * 0.6180339887498949 + 0.5) % 1;
      return bands.start(trial.values[place]) + bands.width * (0.15 + 0.7 * share);
    };
  }
})();
