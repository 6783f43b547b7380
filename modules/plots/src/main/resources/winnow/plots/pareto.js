/* The Pareto front of a study with several metrics: two of them against each other, for each pair. */
(function () {
  "use strict";
  const winnow = globalThis.winnow;

  winnow.pareto = function (study, element) {
    element.replaceChildren();
    const aims = study.aims || [];
    if (!study.front || !study.front.length) {
      winnow.nothing(element, "No trial has a value of every metric yet.");
      return;
    }
    const controls = d3.select(element).append("div").attr("class", "controls");
    winnow.legend(study, controls.node());
    const swatch = controls.append("span").attr("class", "front-legend").append("svg");
    swatch.attr("class", "swatch").attr("width", 14).attr("height", 14).attr("aria-hidden", "true");
    swatch.append("circle").attr("class", "on-front").attr("cx", 7).attr("cy", 7).attr("r", 5);
    controls.select(".front-legend").append("span").text(" on the front");
    const grid = d3.select(element).append("div").attr("class", "grid-of-plots");
    for (let first = 0; first < aims.length; first++) {
      for (let second = first + 1; second < aims.length; second++) {
        scatter(study, grid.append("div").node(), first, second, `${first}-${second}-${element.id}`);
      }
    }
  };

  /** Trials at their best epochs, and the members of the front at theirs; with two metrics a line joins the front. */
  function scatter(study, box, first, second, id) {
    const [upright, across] = [study.metrics[study.aims[first]], study.metrics[study.aims[second]]];
    const members = study.front.map(([number, epoch, ...values]) => ({ number, epoch, values }));
    const inFront = new Set(members.map((member) => member.number));
    const others = study.trials
      .filter((trial) => trial.best && !inFront.has(trial.number))
      .map((trial) => ({ trial, epoch: trial.best, values: study.aims.map((place) => trial.metrics[place]) }))
      .filter((one) => one.values.every((value) => value !== null));
    const shown = members
      .map((member) => ({ ...member, trial: study.trialOf(member.number), isFront: true }))
      .filter((member) => member.trial);
    const all = [...others, ...shown];
    const frame = winnow.frame(box, {
      height: 280,
      label:
        `${upright.name} against ${across.name}; trials on the Pareto front are ringed. ` +
        "Arrow keys go through the trials by rank.",
      y: (range) => winnow.metricScale(all.map((one) => one.values[first]), upright.goal, range),
      title: upright.name,
    });
    const x = horizontal(all.map((one) => one.values[second]), [frame.left + 10, frame.right - 10]);
    const better = across.goal === "maximize" ? "more is better" : "less is better";
    winnow.axis(frame, x, `${across.name}${x.kind === "log" ? " (log scale)" : ""}, ${better}`);
    const points = all.map((one) => ({
      trial: one.trial,
      epoch: one.epoch,
      isFront: Boolean(one.isFront),
      line: one.isFront ? `on the Pareto front at epoch ${one.epoch}` : "",
      x: x(one.values[second]),
      y: frame.place(one.values[first]),
    }));
    if (study.aims.length === 2) {
      stairs(frame, points.filter((point) => point.isFront));
    }
    const size = points.length > 300 ? 16 : 36;
    frame.svg
      .append("g")
      .attr("class", "marks")
      .selectAll("path")
      .data(points)
      .join("path")
      .attr("class", (point) => `mark s-${point.trial.status}`)
      .attr("opacity", (point) => (point.isFront ? 1 : 0.45))
      .attr("transform", (point) => `translate(${point.x},${point.y})`)
      .attr("d", (point) => winnow.symbol(point.trial.status, size));
    frame.svg
      .append("g")
      .attr("class", "rings")
      .selectAll("circle")
      .data(points.filter((point) => point.isFront))
      .join("circle")
      .attr("class", "on-front")
      .attr("cx", (point) => point.x)
      .attr("cy", (point) => point.y)
      .attr("r", 5.5);
    winnow.outside(box, frame.y);
    winnow.fading(study, `pareto-${id}`, () => frame.svg.selectAll(".marks path, .rings circle"), (point) => point.trial);
    winnow.pointable(study, frame, `pareto-${id}`, points, (group, number) => {
      group.attr("clip-path", null);
      points
        .filter((point) => point.trial.number === number)
        .forEach((point) => group.append("circle").attr("class", "ring").attr("cx", point.x).attr("cy", point.y).attr("r", 8));
    });
  }

  /** A horizontal scale, logarithmic where the values span more than a decade. */
  function horizontal(values, range) {
    const [low, high] = d3.extent(values);
    const isLog = low > 0 && high / low >= 10;
    const isWhole = values.every(Number.isInteger);
    return winnow.scale(isLog ? "log" : "linear", [low, high], range, isWhole);
  }

  /** The edge of what the front dominates, as steps from one member to the next. */
  function stairs(frame, members) {
    const ordered = d3.sort(members, (point) => point.x);
    const isFalling = ordered.length > 1 && ordered[ordered.length - 1].y > ordered[0].y;
    const path = d3
      .line()
      .x((point) => point.x)
      .y((point) => point.y)
      .curve(isFalling ? d3.curveStepAfter : d3.curveStepBefore);
    frame.svg.append("path").attr("class", "so-far").attr("opacity", 0.5).attr("d", path(ordered));
  }
})();
