/* Ranks: the trials over two parameters, coloured by their rank among all. */
(function () {
  "use strict";
  const winnow = globalThis.winnow;
  const colour = (share) => d3.interpolateViridis(1 - 0.95 * share);

  winnow.rank = function (study, element) {
    const count = study.ranked.length;
    winnow.plane(study, element, {
      label: (x, y) => `Ranks of ${winnow.count(count, "trial")} over ${x.name} and ${y.name}. Arrow keys go through them by rank.`,
      extra: (controls) => winnow.strip(controls, colour, "rank 1", `rank ${count}`),
      draw: (frame) =>
        winnow.planeMarks(study, frame, "rank-" + element.id, winnow.planePoints(study, frame), (trial) =>
          colour(count > 1 ? (trial.rank - 1) / (count - 1) : 0),
        ),
    });
  };
})();
