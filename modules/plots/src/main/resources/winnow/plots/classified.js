/* The winner at work: which classes it confuses, which images it gets worst, what its first layer looks for. */
(function () {
  "use strict";
  const winnow = globalThis.winnow;

  winnow.classified = function (study, element) {
    element.replaceChildren();
    const { classified } = study;
    if (!classified || classified.why) {
      winnow.nothing(element, classified ? classified.why : "The winner was not looked at.");
      return;
    }
    confusion(d3.select(element), classified);
    if (classified.worst.length) {
      worst(d3.select(element), classified);
    }
    if (classified.filters.length) {
      filters(d3.select(element), classified.filters);
    }
  };

  function confusion(parent, { classes, confusion }) {
    parent.append("h3").text("Confusion matrix");
    const table = parent
      .append("div")
      .attr("class", "table confusion")
      .attr("tabindex", 0)
      .attr("role", "region")
      .attr("aria-label", "Confusion matrix: a row a true class, a column what the winner named")
      .append("table");
    const heads = table.append("thead").append("tr");
    heads.append("td").text("true class");
    classes.forEach((name) => heads.append("th").attr("scope", "col").append("span").text(name));
    heads.append("th").attr("scope", "col").append("span").text("found");
    const body = table.append("tbody").attr("class", "marks");
    confusion.forEach((row, label) => {
      const all = d3.sum(row);
      const line = body.append("tr");
      line.append("th").attr("scope", "row").text(classes[label]);
      row.forEach((count, named) => {
        const cell = line.append("td").text(count || "");
        cell.attr("class", named === label ? "right" : "wrong").attr("title", `${count} of ${all} ${classes[label]}: named ${classes[named]}`);
        /* The root makes few mistakes visible beside many right answers. */
        cell.node().style.setProperty("--share", `${Math.round(55 * Math.sqrt(all ? count / all : 0))}%`);
      });
      line.append("td").attr("class", "found").text(all ? `${Math.round((100 * row[label]) / all)} %` : "–");
    });
  }

  function worst(parent, { classes, worst }) {
    parent.append("h3").text("Classified worst");
    const list = parent.append("ul").attr("class", "worst");
    worst.forEach(({ picture, label, named, sure, left }) => {
      const item = list.append("li");
      item
        .append("img")
        .attr("src", picture)
        .attr("width", 84)
        .attr("height", 84)
        .attr("alt", `A ${classes[label]} that the winner took for a ${classes[named]}`);
      item.append("span").attr("class", "truth").text(classes[label]);
      item.append("span").text(`taken for ${classes[named]}, ${percent(sure)} sure; ${percent(left)} left for the truth`);
    });
  }

  const percent = (share) => (share > 0 && share < 0.001 ? "<\u00a00.1\u00a0%" : `${winnow.number(share * 100, 3)}\u00a0%`);

  function filters(parent, kernels) {
    parent.append("h3").text("Filters of the first layer");
    const most = d3.max(kernels.flat(2), Math.abs) || 1;
    const list = parent.append("ul").attr("class", "filters");
    kernels.forEach((rows, place) => {
      const size = rows.length;
      const svg = list
        .append("li")
        .append("svg")
        .attr("viewBox", `0 0 ${size} ${size}`)
        .attr("width", 64)
        .attr("height", 64)
        .attr("role", "img")
        .attr("aria-label", `Filter ${place + 1}`);
      rows.forEach((row, y) =>
        row.forEach((weight, x) =>
          svg
            .append("rect")
            .attr("x", x)
            .attr("y", y)
            .attr("width", 1.02)
            .attr("height", 1.02)
            .style("fill", d3.interpolatePuOr(0.5 - weight / most / 2)),
        ),
      );
    });
    parent
      .append("p")
      .attr("class", "aside")
      .text(`Orange weights look for bright pixels, purple ones for dark; pale ones do not look. The strongest is ${winnow.number(most, 3)}.`);
  }
})();
