/* Trials side by side: their curves, what differs in their configurations, and why they ended. */
(function () {
  "use strict";
  const winnow = globalThis.winnow;

  winnow.comparison = function (study, element) {
    const draw = () => {
      element.replaceChildren();
      if (study.trials.length < 2) {
        winnow.nothing(element, "There are no two trials to compare.");
        return;
      }
      buttons(study, element);
      const chosen = study.compared.map(study.trialOf);
      if (chosen.length < 2) {
        winnow.nothing(element, "Tick two or more trials in the leaderboard.");
        return;
      }
      const parts = d3.select(element).append("div").attr("class", "side-by-side");
      const [left, right] = [parts.append("div"), parts.append("div")];
      table(study, right, chosen);
      curves(study, left.node(), chosen, element.id);
    };
    study.on("compare." + element.id, draw);
    draw();
  };

  function buttons(study, element) {
    const controls = d3.select(element).append("div").attr("class", "controls");
    const button = (words, numbers) =>
      controls
        .append("button")
        .attr("type", "button")
        .attr("class", "plain")
        .text(words)
        .on("click", () => study.compare(numbers()));
    if (study.ranked.length > 2) {
      button("The three best", () => study.ranked.slice(0, 3).map((trial) => trial.number));
      button("The best and the last", () => [study.ranked[0].number, study.ranked[study.ranked.length - 1].number]);
    }
    button("None", () => []);
  }

  function curves(study, box, chosen, id) {
    const { name, goal } = study.metrics[0];
    const values = chosen.flatMap((trial) => trial.curves[0]);
    if (!values.some((value) => value !== null)) {
      winnow.nothing(box, `None of them has a value of ${name}.`);
      return;
    }
    const frame = winnow.frame(box, {
      height: 300,
      label: `${name} against epochs of trials ${chosen.map((trial) => trial.number).join(", ")}.`,
      y: (range) => winnow.metricScale(values, goal, range),
      title: name,
    });
    const last = d3.max(chosen, (trial) => trial.first + trial.epochs - 1);
    const room = d3.max(chosen, (trial) => winnow.textWidth(`trial ${trial.number}`)) + 16;
    const x = winnow.scale("linear", last > 1 ? [1, last] : [0.5, 1.5], [frame.left + 6, frame.right - room], true);
    winnow.axis(frame, x, "epoch");
    const path = d3
      .line()
      .defined(([, value]) => value !== null)
      .x(([epoch]) => x(epoch))
      .y(([, value]) => frame.place(value));
    const marks = frame.svg.append("g").attr("class", "marks");
    const ends = [];
    const points = [];
    chosen.forEach((trial, place) => {
      const curve = trial.curves[0].map((value, index) => [winnow.epochOf(trial, index), value]);
      const seen = curve.filter(([, value]) => value !== null);
      marks.append("path").attr("class", `compared c-${place}`).attr("d", path(curve));
      seen.forEach(([epoch, value]) => points.push({ trial, epoch, x: x(epoch), y: frame.place(value) }));
      if (seen.length) {
        const [epoch, value] = seen[seen.length - 1];
        ends.push({ trial, place, x: x(epoch), y: frame.place(value) });
      }
    });
    apart(ends, frame).forEach((end) => {
      const at = frame.right - room + 12;
      frame.svg.append("path").attr("class", "leader").attr("d", `M${end.x},${end.y}L${at - 3},${end.at}`);
      marks.append("circle").attr("class", `compared-end c-${end.place}`).attr("cx", end.x).attr("cy", end.y).attr("r", 4);
      frame.svg.append("text").attr("class", "axis-title").attr("x", at).attr("y", end.at + 4).text(`trial ${end.trial.number}`);
    });
    winnow.pointable(study, frame, "comparison-" + id, points, (group, number) => {
      points
        .filter((point) => point.trial.number === number)
        .forEach((point) => group.append("circle").attr("cx", point.x).attr("cy", point.y).attr("r", 3));
    });
    winnow.outside(box, frame.y);
  }

  /** Places for labels beside the ends of lines, a line of text apart. */
  function apart(ends, frame) {
    const sorted = d3.sort(ends, (end) => end.y).map((end) => ({ ...end, at: end.y }));
    sorted.forEach((end, place) => {
      end.at = place ? Math.max(end.at, sorted[place - 1].at + 14) : Math.max(end.at, frame.top + 6);
    });
    for (let place = sorted.length - 1, most = frame.foot - 2; place >= 0; place--) {
      sorted[place].at = Math.min(sorted[place].at, most);
      most = sorted[place].at - 14;
    }
    return sorted;
  }

  function table(study, parent, chosen) {
    const texts = study.parameters.map((parameter, place) => [
      parameter.name,
      chosen.map((trial) => winnow.valueText(parameter, trial.values[place]) || "–"),
    ]);
    const differs = texts.filter(([, row]) => new Set(row).size > 1);
    const same = texts.filter(([, row]) => new Set(row).size === 1 && row[0] !== "–");
    const rows = parent
      .append("div")
      .attr("class", "table compared-table")
      .attr("tabindex", 0)
      .attr("role", "region")
      .attr("aria-label", "Trials side by side")
      .append("table");
    const heads = rows.append("thead").append("tr");
    heads.append("td");
    chosen.forEach((trial, place) => {
      const head = heads.append("th").attr("scope", "col");
      head
        .append("svg")
        .attr("class", "swatch")
        .attr("width", 22)
        .attr("height", 10)
        .attr("aria-hidden", "true")
        .append("path")
        .attr("class", `compared c-${place}`)
        .attr("d", "M0,5H22");
      head.append("a").attr("href", `#trial-${trial.number}`).text(`trial ${trial.number}`).on("click", () => study.select(trial.number));
    });
    const body = rows.append("tbody");
    const add = (name, words, className = "") => {
      const row = body.append("tr").attr("class", className);
      winnow.breakable(row.append("th").attr("scope", "row").node(), name);
      words.forEach((text) => row.append("td").text(text));
    };
    differs.forEach(([name, words]) => add(name, words, "differs"));
    study.metrics.forEach((metric, place) => {
      const best = chosen.map((trial) => winnow.bestOf(study, trial, place));
      if (best.some((one) => one !== null)) {
        add(`best ${metric.name}`, best.map((one) => (one ? `${winnow.number(one.value)} at epoch\u00a0${one.epoch}` : "–")));
      } else if (!metric.goal) {
        add(`${metric.name} at the best epoch`, chosen.map((trial) => winnow.number(trial.metrics[place])));
      }
    });
    add("rank", chosen.map((trial) => winnow.number(trial.rank)));
    add("epochs", chosen.map((trial) => String(trial.epochs)));
    add("seconds", chosen.map((trial) => winnow.seconds(trial.seconds)));
    add("proposed by", chosen.map((trial) => trial.origin));
    add("status", chosen.map((trial) => trial.status));
    add("why", chosen.map((trial) => trial.reason || "–"), "why");
    if (same.length) {
      const words = same.map(([name, row]) => `${name} = ${row[0]}`).join(", ");
      parent.append("p").attr("class", "aside").text(`The same in all: ${words}.`);
    }
  }
})();
