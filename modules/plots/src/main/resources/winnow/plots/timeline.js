/* The timeline: which trial was in which slot when. */
(function () {
  "use strict";
  const winnow = globalThis.winnow;

  winnow.timeline = function (study, element) {
    element.replaceChildren();
    if (!study.runs.length) {
      winnow.nothing(element, "Nothing has run.");
      return;
    }
    winnow.legend(study, d3.select(element).append("div").attr("class", "controls").node());
    const width = Math.max(220, element.clientWidth);
    const row = Math.max(1.5, Math.min(26, 420 / study.slots));
    const top = 22;
    const base = top + row * study.slots + 4;
    const every = Math.ceil(14 / row);
    const named = d3.range(0, study.slots, every);
    const left = Math.ceil(winnow.textWidth(String(study.slots))) + 12;
    const frame = {
      element,
      width,
      height: base + 36,
      left,
      right: width - 14,
      base,
      clip: null,
      svg: d3
        .select(element)
        .append("svg")
        .attr("class", "plot")
        .attr("viewBox", `0 0 ${width} ${base + 36}`)
        .attr("width", width)
        .attr("height", base + 36)
        .attr("role", "group")
        .attr("aria-roledescription", "plot")
        .attr("aria-label", `${winnow.count(study.runs.length, "run")} in ${winnow.count(study.slots, "slot")} over time. Arrow keys go through the trials by rank.`),
    };
    const { svg } = frame;
    const [title, factor] = winnow.time(study.spent[1]);
    const x = winnow.scale("linear", [0, study.spent[1] * factor || 1], [left + 4, frame.right]);
    const at = (milliseconds) => x(milliseconds * factor);
    svg.append("text").attr("class", "axis-title").attr("x", 2).attr("y", 12).text("slot");
    const names = svg.append("g");
    const lanes = svg.append("g").attr("class", "grid");
    named.forEach((slot) => {
      const y = top + row * (slot + 0.5);
      lanes.append("line").attr("x1", left).attr("x2", frame.right).attr("y1", y).attr("y2", y);
      names.append("text").attr("x", left - 5).attr("y", y + 4).attr("text-anchor", "end").text(slot + 1);
    });
    study.sessions.slice(1).forEach((start) => {
      svg.append("g").attr("class", "rungs").append("line").attr("x1", at(start)).attr("x2", at(start)).attr("y1", 16).attr("y2", base);
    });
    svg.append("line").attr("class", "axis").attr("x1", left).attr("x2", frame.right).attr("y1", base).attr("y2", base);
    winnow.axis(frame, x, title);
    const gap = row > 6 ? 1.5 : 0.2;
    const runs = study.runs.map(([number, slot, from, to, rung, budget, end]) => {
      const trial = study.trialOf(number);
      const size = Math.max(1, at(to) - at(from) - 0.6);
      return { trial, slot, from, to, budget, end, left: at(from), size, y: top + row * slot + gap, x: at(from) + size / 2 };
    });
    svg
      .append("g")
      .attr("class", "marks")
      .selectAll("rect")
      .data(runs)
      .join("rect")
      .attr("class", (run) => `run s-${run.trial.status}${run.trial.number === study.winner ? " winner" : ""}`)
      .attr("x", (run) => run.left)
      .attr("y", (run) => run.y)
      .attr("width", (run) => run.size)
      .attr("height", row - 2 * gap);
    if (row >= 14) {
      svg
        .append("g")
        .attr("class", "run-names")
        .selectAll("text")
        .data(runs.filter((run) => run.size > winnow.textWidth(String(run.trial.number)) + 6))
        .join("text")
        .attr("x", (run) => run.x)
        .attr("y", (run) => run.y + row / 2 + 3)
        .attr("text-anchor", "middle")
        .text((run) => run.trial.number);
    }
    winnow.fading(study, "timeline-" + element.id, () => svg.selectAll(".marks rect, .run-names text"), (run) => run.trial);
    const points = runs.map((run) => ({
      trial: run.trial,
      x: run.x,
      y: run.y + row / 2 - gap,
      epoch: null,
      line: `${winnow.seconds((run.to - run.from) / 1000)} s in slot ${run.slot + 1}, to epoch ${run.budget}: ${run.end}`,
    }));
    winnow.pointable(study, frame, "timeline-" + element.id, points, (group, number) => {
      runs
        .filter((run) => run.trial.number === number)
        .forEach((run) =>
          group
            .append("rect")
            .attr("class", "ring")
            .attr("x", run.left - 1)
            .attr("y", run.y - 1)
            .attr("width", run.size + 2)
            .attr("height", row - 2 * gap + 2),
        );
    });
  };
})();
