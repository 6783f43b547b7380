/* The halving ladder: how many trials entered each rung of each bracket, and what became of them there. */
(function () {
  "use strict";
  const winnow = globalThis.winnow;
  const ROW = 24;

  winnow.ladder = function (study, element) {
    element.replaceChildren();
    if (!study.trials.some((trial) => trial.rung !== null && trial.rung !== undefined)) {
      winnow.nothing(element, "No trial was sent out.");
      return;
    }
    const controls = d3.select(element).append("div").attr("class", "controls");
    legend(study, controls);
    const box = d3.select(element).append("div").node();
    const redraw = () => {
      box.replaceChildren();
      draw(study, box, count(study));
    };
    study.on("filter.ladder-" + element.id, redraw);
    redraw();
  };

  /** Brackets with the same rungs, as later rounds of Hyperband have them, share a ladder. */
  function laddersOf(study) {
    const groups = d3.group(study.brackets, (bracket) => bracket.budgets.join(" "));
    return Array.from(groups.values(), (of) => {
      const some = of.slice(0, 5).map((bracket) => bracket.number);
      const name = `bracket${of.length > 1 ? "s" : ""} ${some.join(", ")}${of.length > 5 ? ", …" : ""}`;
      return { name, numbers: new Set(of.map((bracket) => bracket.number)), budgets: of[0].budgets };
    });
  }

  /** One row a rung: {bracket, place, budget, entered, parts: [[kind, trials]]}. */
  function count(study) {
    return laddersOf(study).flatMap(({ name, numbers, budgets }) => {
      const trials = study.trials.filter((trial) => numbers.has(trial.bracket) && trial.rung !== null && study.isShown(trial));
      return budgets.map((budget, place) => {
        const entered = trials.filter((trial) => trial.rung >= place);
        const ended = entered.filter((trial) => trial.rung === place);
        const parts = [["promoted", entered.length - ended.length]];
        winnow.statuses.forEach(({ name }) => parts.push([name, ended.filter((trial) => trial.status === name).length]));
        return { bracket: name, place, budget, entered: entered.length, parts: parts.filter((part) => part[1] > 0) };
      });
    });
  }

  function legend(study, controls) {
    const kinds = new Set(count(study).flatMap((row) => row.parts.map((part) => part[0])));
    const list = controls.append("ul").attr("class", "legend");
    ["promoted", ...winnow.statuses.map((status) => status.name)]
      .filter((kind) => kinds.has(kind))
      .forEach((kind) => {
        const item = list.append("li");
        item
          .append("svg")
          .attr("class", "swatch")
          .attr("width", 14)
          .attr("height", 12)
          .attr("aria-hidden", "true")
          .append("rect")
          .attr("class", `rung k-${kind} s-${kind}`)
          .attr("width", 14)
          .attr("height", 12);
        item.append("span").text(kind);
      });
  }

  function draw(study, box, rows) {
    const width = Math.max(220, box.clientWidth);
    const ladders = rows.filter((row) => row.place === 0).length;
    const many = ladders > 1;
    const gap = many ? 22 : 0;
    const isWide = width > 600;
    const name = (row) => `rung ${row.place}: ${winnow.count(row.budget, "epoch")}`;
    const left = Math.ceil(d3.max(rows, (row) => winnow.textWidth(name(row)))) + 12;
    const words = (row) => sentence(row, isWide);
    const right = Math.ceil(d3.max(rows, (row) => winnow.textWidth(words(row)))) + 10;
    const longest = d3.max(rows, (row) => row.entered) || 1;
    const room = Math.max(60, width - left - (isWide ? right : 40));
    const size = (trials) => (trials / longest) * room;
    const step = isWide ? ROW : ROW + 16;
    const height = rows.length * step + ladders * gap + 8;
    const svg = d3
      .select(box)
      .append("svg")
      .attr("class", "plot")
      .attr("viewBox", `0 0 ${width} ${height}`)
      .attr("width", width)
      .attr("height", height)
      .attr("role", "img")
      .attr("aria-label", "The halving ladder. " + rows.map((row) => `${title(row, many)}: ${sentence(row, true)}`).join(". "));
    let y = 2;
    rows.forEach((row) => {
      if (many && row.place === 0) {
        svg.append("text").attr("class", "axis-title").attr("x", 2).attr("y", y + 14).text(row.bracket);
        y += gap;
      }
      svg.append("text").attr("x", left - 8).attr("y", y + 15).attr("text-anchor", "end").text(name(row));
      const bar = svg.append("g").attr("class", "marks");
      let x = left;
      row.parts.forEach(([kind, trials]) => {
        bar
          .append("rect")
          .attr("class", `rung k-${kind} s-${kind}`)
          .attr("x", x)
          .attr("y", y + 2)
          .attr("width", Math.max(1, size(trials) - 1))
          .attr("height", ROW - 6)
          .append("title")
          .text(`${title(row, many)}: ${trials} ${kind}`);
        x += size(trials);
      });
      const at = isWide ? [x + 8, y + 15] : [left, y + ROW + 8];
      svg.append("text").attr("class", "count-of").attr("x", at[0]).attr("y", at[1]).text(isWide ? words(row) : winnow.shortened(words(row), width - left - 2));
      y += step;
    });
  }

  const title = (row, many) => (many ? `${row.bracket}, ` : "") + `rung ${row.place}, ${winnow.count(row.budget, "epoch")}`;

  function sentence(row, isLong) {
    const parts = row.parts.map(([kind, trials]) => `${trials} ${kind}`).join(", ");
    return row.entered === 0 ? "none entered" : `${row.entered}${isLong ? " entered" : ""}: ${parts}`;
  }
})();
