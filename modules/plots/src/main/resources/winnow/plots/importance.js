/* Importance: how much of the loss each parameter decides, by each method. */
(function () {
  "use strict";
  const winnow = globalThis.winnow;
  const MOST = 30;

  winnow.importance = function (study, element) {
    element.replaceChildren();
    if (!study.importances.length) {
      winnow.nothing(element, "There are too few trials at one budget to tell.");
      return;
    }
    const list = d3.select(element).append("div").attr("class", "controls").append("ul").attr("class", "legend");
    study.importances.forEach(({ method }, place) => {
      const item = list.append("li");
      item
        .append("svg")
        .attr("class", "swatch")
        .attr("width", 16)
        .attr("height", 10)
        .attr("aria-hidden", "true")
        .append("rect")
        .attr("class", `share m-${place}`)
        .attr("x", 1)
        .attr("y", 1)
        .attr("width", 14)
        .attr("height", 8);
      item.append("span").text(method);
    });
    const rows = study.parameters
      .map((parameter, place) => ({ parameter, name: parameter.name, shares: study.importances.map((one) => one.shares[place]) }))
      .filter(({ parameter }) => parameter.kind !== "choice" || parameter.options.length > 1);
    if (!rows.length) {
      winnow.nothing(element, "Every parameter is fixed.");
      return;
    }
    const sorted = d3.sort(rows, (row) => -d3.mean(row.shares)).slice(0, MOST);
    draw(study, element, sorted);
    if (rows.length > MOST) {
      d3.select(element).append("p").attr("class", "aside").text(`The other ${rows.length - MOST} parameters matter less.`);
    }
  };

  function draw(study, element, rows) {
    const width = Math.max(220, element.clientWidth);
    const bar = 11;
    const step = rows[0].shares.length * bar + 12;
    const names = rows.map((row) => winnow.shortened(row.name, width * 0.38));
    const left = Math.ceil(d3.max(names, (name) => winnow.textWidth(name))) + 12;
    const room = Math.min(640, width - left - 48);
    const most = d3.max(rows, (row) => d3.max(row.shares)) || 1;
    const height = rows.length * step + 6;
    const percent = (share) => `${winnow.number(share * 100, share < 0.1 ? 2 : 3)} %`;
    const words = rows.map((row) => `${row.name}: ` + study.importances.map((one, place) => `${one.method} ${percent(row.shares[place])}`).join(", "));
    const svg = d3
      .select(element)
      .append("svg")
      .attr("class", "plot")
      .attr("viewBox", `0 0 ${width} ${height}`)
      .attr("width", width)
      .attr("height", height)
      .attr("role", "img")
      .attr("aria-label", `Importance of parameters. ${words.join(". ")}`);
    svg.append("line").attr("class", "axis").attr("x1", left).attr("x2", left).attr("y1", 0).attr("y2", height);
    const marks = svg.append("g").attr("class", "marks");
    rows.forEach((row, place) => {
      const y = place * step + 6;
      const label = svg.append("text").attr("class", "axis-title").attr("x", left - 8).attr("text-anchor", "end");
      label.attr("y", y + (row.shares.length * bar) / 2 + 3).text(names[place]);
      label.append("title").text(row.name);
      row.shares.forEach((share, method) => {
        const size = (share / most) * room;
        marks
          .append("rect")
          .attr("class", `share m-${method}`)
          .attr("x", left + 0.5)
          .attr("y", y + method * bar + 1)
          .attr("width", Math.max(1, size))
          .attr("height", bar - 3);
        svg.append("text").attr("class", "small").attr("x", left + size + 6).attr("y", y + method * bar + 9).text(percent(share));
      });
    });
  }
})();
