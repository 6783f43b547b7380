/* Interactions: what pairs of parameters explain together; a pair leads to its plane. */
(function () {
  "use strict";
  const winnow = globalThis.winnow;
  const MOST = 10;

  winnow.interactions = function (study, element) {
    element.replaceChildren();
    const pairs = study.forest ? study.forest.interactions.slice(0, MOST) : [];
    if (!pairs.length) {
      winnow.nothing(element, winnow.varying(study).length < 2 ? "There are no two parameters that vary." : "There are too few trials at one budget to tell.");
      return;
    }
    const most = pairs[0][2] || 1;
    const list = d3.select(element).append("ol").attr("class", "pairs");
    pairs.forEach(([first, second, share]) => {
      const item = list.append("li");
      const name = `${study.parameters[first].name} × ${study.parameters[second].name}`;
      item
        .append("button")
        .attr("type", "button")
        .attr("class", "plain")
        .attr("title", "Show this pair among the planes")
        .each(function () {
          winnow.breakable(this, name);
        })
        .on("click", () => {
          study.pairUp(first, second);
          const plane = document.getElementById("contour-section");
          if (plane) {
            plane.scrollIntoView();
          }
        });
      const bar = item.append("svg").attr("class", "bar").attr("height", 12).attr("aria-hidden", "true").append("g").attr("class", "marks");
      bar
        .append("rect")
        .attr("class", "share")
        .attr("y", 1)
        .attr("height", 10)
        .attr("width", `${Math.max(0.4, (100 * share) / most)}%`);
      item.append("span").attr("class", "figure").text(`${winnow.number(share * 100, share < 0.1 ? 2 : 3)} %`);
    });
    const all = study.forest.interactions.length;
    if (all > MOST) {
      d3.select(element).append("p").attr("class", "aside").text(`The other ${all - MOST} pairs explain less. A pair's name leads to its plane.`);
    }
  };
})();
