/* Contour: the metric over two parameters, as a model of the trials or the trials themselves tell it. */
(function () {
  "use strict";
  const winnow = globalThis.winnow;
  const CELLS = 24;
  /* Light is good; lightness alone tells the order, also without colours. */
  const colour = (bad) => d3.interpolateViridis(1 - 0.95 * bad);

  winnow.contour = function (study, element) {
    const metric = study.metrics[0];
    let ground = null;
    winnow.plane(study, element, {
      label: (x, y) => `${metric.name} over ${x.name} and ${y.name}. Arrow keys go through the trials by rank.`,
      extra: (controls) => {
        ground = groundOf(study);
        if (ground) {
          const { good, bad } = ground;
          winnow.strip(controls, colour, `${winnow.number(good, 3)}, good`, `${winnow.number(bad, 3)}, bad`);
        }
      },
      draw: (frame) => {
        if (ground) {
          paint(frame, ground);
        }
        winnow.planeMarks(study, frame, "contour-" + element.id, winnow.planePoints(study, frame));
        const { forest } = study;
        const words = !ground
          ? "There are too few trials with both parameters to draw the ground."
          : ground.isModel
            ? `The ground is the forest's, fitted to ${forest.trials} trials at epoch ${forest.budget}.`
            : "The ground is interpolated from the trials, each counting less the farther it is.";
        d3.select(element).append("p").attr("class", "aside").text(words);
      },
    });
  };

  /** Values of the ground as rows of x, in them columns of y, with the best and the worst. */
  function groundOf(study) {
    const [x, y] = study.pair;
    const surfaces = study.forest ? study.forest.surfaces : [];
    const found = surfaces.find((one) => (one.x === x && one.y === y) || (one.x === y && one.y === x));
    const values = found ? (found.x === x ? found.values : d3.transpose(found.values)) : interpolated(study);
    if (!values) {
      return null;
    }
    const [low, high] = d3.extent(values.flat());
    const isDown = study.metrics[0].goal === "maximize";
    return { values, good: isDown ? high : low, bad: isDown ? low : high, isModel: Boolean(found) };
  }

  /** Shepard's interpolation, by the inverse square of the distance. */
  function interpolated(study) {
    const [x, y] = study.pair.map((place) => ({ parameter: study.parameters[place], place }));
    const points = study.ranked
      .map((trial) => ({ u: winnow.unitOf(x, trial), v: winnow.unitOf(y, trial), value: trial.value }))
      .filter(({ u, v }) => u !== null && v !== null);
    if (points.length < 4) {
      return null;
    }
    const cells = ({ parameter }) => (parameter.kind === "choice" ? parameter.options.length : CELLS);
    const [across, up] = [cells(x), cells(y)];
    return d3.range(across).map((i) =>
      d3.range(up).map((j) => {
        let [sum, weights] = [0, 0];
        for (const { u, v, value } of points) {
          const weight = 1 / ((u - (i + 0.5) / across) ** 2 + (v - (j + 0.5) / up) ** 2 + 1e-3);
          sum += weight * value;
          weights += weight;
        }
        return sum / weights;
      }),
    );
  }

  function paint(frame, { values, good, bad }) {
    const share = (value) => (good === bad ? 0.5 : (value - good) / (bad - good));
    const isSmooth = frame.x.parameter.kind !== "choice" && frame.y.parameter.kind !== "choice";
    if (isSmooth) {
      smooth(frame, values, share);
      return;
    }
    const [across, up] = [values.length, values[0].length];
    const size = [(frame.right - frame.left) / across, (frame.base - frame.top) / up];
    values.forEach((column, i) =>
      column.forEach((value, j) => {
        frame.ground
          .append("rect")
          .attr("x", frame.along(i / across))
          .attr("y", frame.up((j + 1) / up))
          .attr("width", size[0] + 0.4)
          .attr("height", size[1] + 0.4)
          .style("fill", colour(share(value)));
      }),
    );
  }

  /** Bands of equal steps between lines of equal value. */
  function smooth(frame, values, share) {
    const edged = fine(values, 3);
    const [across, up] = [edged.length, edged[0].length];
    const flat = d3.range(up).flatMap((j) => d3.range(across).map((i) => share(edged[i][j])));
    const steps = d3.range(0, 12).map((step) => step / 12);
    frame.ground
      .append("rect")
      .attr("x", frame.left)
      .attr("y", frame.top)
      .attr("width", frame.right - frame.left)
      .attr("height", frame.base - frame.top)
      .style("fill", colour(1 / 24));
    const path = d3.geoPath(
      d3.geoTransform({
        point(x, y) {
          this.stream.point(frame.along(Math.max(0, Math.min(1, (x - 0.5) / (across - 1)))), frame.up(Math.max(0, Math.min(1, (y - 0.5) / (up - 1)))));
        },
      }),
    );
    d3.contours()
      .size([across, up])
      .thresholds(steps.slice(1))(flat)
      .forEach((band) => frame.ground.append("path").attr("class", "band-of").attr("d", path(band)).style("fill", colour(band.value + 1 / 24)));
  }

  /** Values between the middles of cells, and on to the edges. */
  function fine(values, by) {
    const line = (list) => {
      const at = (place) => {
        const within = Math.max(0, Math.min(list.length - 1, place));
        const low = Math.floor(within);
        const high = Math.min(list.length - 1, low + 1);
        return typeof list[0] === "number"
          ? list[low] + (list[high] - list[low]) * (within - low)
          : list[low].map((one, place) => one + (list[high][place] - one) * (within - low));
      };
      return d3.range(list.length * by + 1).map((step) => at(step / by - 0.5));
    };
    return line(values.map(line));
  }
})();
