/* Calibration: what a model expected of each trial, and what was observed. */
(function () {
  "use strict";
  const winnow = globalThis.winnow;

  winnow.calibration = function (study, element) {
    element.replaceChildren();
    const { guesses } = study;
    if (!guesses.length) {
      winnow.nothing(element, "There are too few trials at one budget to hold a model to account: 20 are needed.");
      return;
    }
    const metric = study.metrics[0];
    winnow.legend(study, d3.select(element).append("div").attr("class", "controls").node());
    const all = guesses.flatMap(([, , observed, predicted]) => [observed, predicted]);
    const epochs = new Set(guesses.map((guess) => guess[1]));
    const frame = winnow.frame(element, {
      height: element.clientWidth < 600 ? 300 : 380,
      label: `Observed against expected ${metric.name} of ${winnow.count(guesses.length, "trial")}. Arrow keys go through the trials by rank.`,
      y: (range) => winnow.metricScale(all, metric.goal, range),
      title: `observed ${metric.name}` + (epochs.size === 1 ? ` at epoch ${guesses[0][1]}` : ""),
    });
    const x = winnow.scale(frame.y.kind, [frame.y.low, frame.y.high], [frame.left + 6, frame.right - 8]);
    const at = (value) => Math.max(frame.left, Math.min(frame.right, x.kind === "log" && value <= 0 ? -Infinity : x(value)));
    winnow.axis(frame, x, `expected ${metric.name}` + (x.kind === "log" ? " (log scale)" : ""));
    const ends = [frame.y.low, frame.y.high];
    frame.svg
      .append("path")
      .attr("class", "exact")
      .attr("d", d3.line()(ends.map((value) => [x(value), frame.y(value)])));
    const points = guesses
      .map(([number, epoch, observed, predicted, low, high]) => ({
        trial: study.trialOf(number),
        epoch,
        x: at(predicted),
        y: frame.place(observed),
        from: at(low),
        to: at(high),
        line: `expected ${winnow.number(predicted)}, between ${winnow.number(low)} and ${winnow.number(high)}`,
        holds: low <= observed && observed <= high,
      }))
      .filter((point) => point.trial);
    frame.svg
      .append("g")
      .attr("class", "intervals")
      .selectAll("line")
      .data(points)
      .join("line")
      .attr("class", (point) => (point.holds ? "held" : "missed"))
      .attr("x1", (point) => point.from)
      .attr("x2", (point) => point.to)
      .attr("y1", (point) => point.y)
      .attr("y2", (point) => point.y);
    const size = points.length > 200 ? 20 : 36;
    frame.svg
      .append("g")
      .attr("class", "marks")
      .selectAll("path")
      .data(points)
      .join("path")
      .attr("class", (point) => `mark s-${point.trial.status}${point.trial.number === study.winner ? " winner" : ""}`)
      .attr("transform", (point) => `translate(${point.x},${point.y})`)
      .attr("d", (point) => winnow.symbol(point.trial.status, size));
    winnow.outside(element, frame.y);
    winnow.fading(study, "calibration-" + element.id, () => frame.svg.selectAll(".marks path, .intervals line"), (point) => point.trial);
    winnow.pointable(study, frame, "calibration-" + element.id, points, winnow.rings(points));
  };
})();
