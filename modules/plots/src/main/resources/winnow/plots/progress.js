/* Progress: the best value so far against trials, epochs or time, beside each trial's own best. */
(function () {
  "use strict";
  const winnow = globalThis.winnow;
  const AXES = [
    ["epochs", "epochs"],
    ["time", "time"],
    ["trials", "trials"],
  ];

  winnow.progress = function (study, element) {
    element.replaceChildren();
    if (!study.progress.length) {
      winnow.nothing(element, "No trial has a value yet.");
      return;
    }
    const memory = winnow.memory(element);
    const axis = memory.axis || "epochs";
    const controls = d3.select(element).append("div").attr("class", "controls");
    winnow.legend(study, controls.node());
    winnow.choice(controls.node(), "against", AXES, axis, (chosen) => {
      memory.axis = chosen;
      winnow.progress(study, element);
    });
    draw(study, element, axis);
  };

  /**
   * Against what: a title, where a trial stands (when its best was observed, or its turn), the stairs of the best so
   * far, and where the axis ends.
   */
  function against(study, measured, axis) {
    if (axis === "trials") {
      return { title: "trials", of: (trial) => trial.number + 1, stairs: byTurn(study, measured), end: study.trials.length };
    }
    const column = axis === "epochs" ? 0 : 1;
    const [title, factor] = axis === "epochs" ? ["epochs of the study", 1] : winnow.time(study.spent[1]);
    return {
      title,
      of: (trial) => trial.at[column] * factor,
      stairs: study.progress.map((row) => ({ x: row[column] * factor, value: row[2] })),
      end: study.spent[column] * factor,
    };
  }

  /** The best so far, trial by trial, each with the best it ever had. */
  function byTurn(study, measured) {
    const stairs = [];
    let best = null;
    for (const trial of measured) {
      if (best === null || trial.rank < best.rank) {
        best = trial;
        stairs.push({ x: trial.number + 1, value: trial.value });
      }
    }
    return stairs;
  }

  /** The unit that suits a time, and how many of it are a millisecond. */
  winnow.time = function (milliseconds) {
    const seconds = milliseconds / 1000;
    const [title, size] = seconds > 7200 ? ["hours", 3600] : seconds > 120 ? ["minutes", 60] : ["seconds", 1];
    return [title, 1 / 1000 / size];
  };

  function draw(study, element, axis) {
    const metric = study.metrics[0];
    const measured = study.trials.filter((trial) => trial.value !== null);
    const { title, of, stairs, end } = against(study, measured, axis);
    const values = [...measured.map((trial) => trial.value), ...stairs.map((step) => step.value)];
    const frame = winnow.frame(element, {
      height: element.clientWidth < 600 ? 280 : 320,
      label: `Best ${metric.name} so far against ${title}. Arrow keys go through the trials by rank.`,
      y: (range) => winnow.metricScale(values, metric.goal, range),
      title: `best ${metric.name}`,
    });
    const x = winnow.scale("linear", [0, end || 1], [frame.left + 4, frame.right - 8], axis !== "time");
    winnow.axis(frame, x, title);
    const points = winnow.drawingOrder(study, measured).map((trial) => ({
      trial,
      epoch: trial.best,
      x: x(of(trial)),
      y: frame.place(trial.value),
    }));
    const size = measured.length > 300 ? 14 : 34;
    frame.svg
      .append("g")
      .attr("class", "marks")
      .attr("opacity", 0.75)
      .selectAll("path")
      .data(points)
      .join("path")
      .attr("class", (point) => `mark s-${point.trial.status}${point.trial.number === study.winner ? " winner" : ""}`)
      .attr("transform", (point) => `translate(${point.x},${point.y})`)
      .attr("d", (point) => winnow.symbol(point.trial.status, size));
    const path = d3
      .line()
      .x((step) => x(step.x))
      .y((step) => frame.place(step.value))
      .curve(d3.curveStepAfter);
    frame.svg
      .append("path")
      .attr("class", "so-far")
      .attr("d", path([...stairs, { x: end, value: stairs[stairs.length - 1].value }]));
    winnow.outside(element, frame.y);
    winnow.fading(study, "progress-" + element.id, () => frame.svg.selectAll(".marks path"), (point) => point.trial);
    winnow.pointable(study, frame, "progress-" + element.id, points, winnow.rings(points));
  }
})();
