/* Planes: plots over two parameters that a person chooses, the same two in all of them. */
(function () {
  "use strict";
  const winnow = globalThis.winnow;

  /** Places of the parameters that vary. */
  winnow.varying = (study) =>
    study.parameters
      .map((parameter, place) => [parameter, place])
      .filter(([parameter]) => (parameter.kind === "choice" ? parameter.options.length > 1 : parameter.low < parameter.high))
      .map(([, place]) => place);

  /** The two parameters to begin with: the most important ones, as far as that is known. */
  function first(study, places) {
    const weight = (place) => d3.sum(study.importances, (one) => one.shares[place]);
    return d3.sort(places, (place) => -weight(place)).slice(0, 2);
  }

  /**
   * Draws controls for the pair, then the plane by draw(frame), and again when another pair is chosen.
   * label(x, y): what the plane shows, for those who do not see it; extra(controls): more controls, if any.
   */
  winnow.plane = function (study, element, { label, draw, extra }) {
    const places = winnow.varying(study);
    const redraw = () => {
      element.replaceChildren();
      if (!study.ranked.length) {
        winnow.nothing(element, "No trial has a value yet.");
        return;
      }
      if (places.length < 2) {
        winnow.nothing(element, "There are no two parameters that vary.");
        return;
      }
      study.pair = study.pair || first(study, places);
      const controls = d3.select(element).append("div").attr("class", "controls");
      const options = places.map((place) => [place, study.parameters[place].name]);
      const choose = (axis) => (place) => {
        const pair = [...study.pair];
        if (pair[1 - axis] === place) {
          pair[1 - axis] = pair[axis];
        }
        pair[axis] = place;
        study.pairUp(...pair);
      };
      winnow.choice(controls.node(), "across", options, study.pair[0], choose(0));
      winnow.choice(controls.node(), "upwards", options, study.pair[1], choose(1));
      if (extra) {
        extra(controls);
      }
      const [x, y] = study.pair.map((place) => study.parameters[place]);
      draw(frameOf(study, element, label(x, y)));
    };
    study.on("pair." + element.id, redraw);
    redraw();
  };

  function frameOf(study, element, label) {
    const [x, y] = study.pair.map((place) => ({ parameter: study.parameters[place], place }));
    const width = Math.max(220, element.clientWidth);
    const isNarrow = width < 600;
    const size = Math.min(width, 860);
    const bottom = x.parameter.kind === "choice" ? winnow.bandsBottom(size - 110, x.parameter.options.length) : 36;
    const height = (isNarrow ? 300 : 400) + bottom;
    const [top, base] = [24, height - bottom];
    const svg = d3
      .select(element)
      .append("svg")
      .attr("class", "plot plane")
      .attr("viewBox", `0 0 ${size} ${height}`)
      .attr("width", size)
      .attr("height", height)
      .attr("role", "group")
      .attr("aria-roledescription", "plot")
      .attr("aria-label", label);
    svg.node().style.maxWidth = size + "px";
    const ticks = ticksOf(y.parameter, [base - 8, top + 8], size * 0.24);
    const left = Math.ceil(d3.max(ticks, (tick) => winnow.textWidth(tick.text)) || 0) + 12;
    const right = size - 12;
    const frame = { element, svg, width: size, height, left, right, top, base, clip: null, x, y };
    frame.ground = svg.append("g").attr("class", "ground");
    svg.append("text").attr("class", "axis-title").attr("x", 2).attr("y", 12).text(winnow.shortened(titled(y.parameter), right - 4));
    ticks.forEach((tick) => {
      const name = svg.append("text").attr("x", left - 6).attr("y", tick.at + 4).attr("text-anchor", "end").text(tick.text);
      if (tick.whole) {
        name.append("title").text(tick.whole);
      }
    });
    svg.append("line").attr("class", "axis").attr("x1", left).attr("x2", right).attr("y1", base).attr("y2", base);
    svg.append("line").attr("class", "axis").attr("x1", left).attr("x2", left).attr("y1", top).attr("y2", base);
    across(frame, x.parameter);
    frame.along = (unit) => left + unit * (right - left);
    frame.up = (unit) => base - unit * (base - top);
    return frame;
  }

  const titled = (parameter) =>
    parameter.name + (parameter.kind !== "choice" && parameter.scale !== "linear" ? ` (${parameter.scale} scale)` : "");

  function across(frame, parameter) {
    if (parameter.kind === "choice") {
      winnow.bands(frame, parameter.options, parameter.name);
    } else {
      winnow.axis(frame, scaleOf(parameter, [frame.left, frame.right]), titled(parameter));
    }
  }

  const scaleOf = (parameter, range) =>
    winnow.scale(parameter.scale, [parameter.low, parameter.high], range, parameter.kind === "integer");

  function ticksOf(parameter, range, room) {
    if (parameter.kind !== "choice") {
      return winnow.ticks(scaleOf(parameter, range), () => 11, 6);
    }
    const count = parameter.options.length;
    const every = Math.ceil(13 / (Math.abs(range[0] - range[1]) / count));
    return parameter.options
      .map((option, place) => ({
        at: range[0] + ((range[1] - range[0]) * (place + 0.5)) / count,
        text: winnow.shortened(option, room),
        whole: option,
        place,
      }))
      .filter((tick) => tick.place % every === 0);
  }

  /** Where a trial stands along a parameter, 0 to 1; null where it takes no part. Options are spread within their band. */
  winnow.unitOf = function ({ parameter, place }, trial) {
    const value = trial.values[place];
    if (value === null) {
      return null;
    }
    if (parameter.kind === "choice") {
      const spread = ((trial.number * 0.6180339887498949 + place * 0.37) % 1) - 0.5;
      return (value + 0.5 + spread * 0.6) / parameter.options.length;
    }
    return scaleOf(parameter, [0, 1])(value);
  };

  /** The trials of a plane as points: those with a value and both parameters. */
  winnow.planePoints = function (study, frame) {
    return winnow
      .drawingOrder(study, study.ranked)
      .map((trial) => ({ trial, epoch: trial.best, u: winnow.unitOf(frame.x, trial), v: winnow.unitOf(frame.y, trial) }))
      .filter(({ u, v }) => u !== null && v !== null)
      .map((point) => ({ ...point, x: frame.along(point.u), y: frame.up(point.v) }));
  };

  /** Marks of a plane's points, which may be pointed at; colour(trial) if they are not coloured by outcome. */
  winnow.planeMarks = function (study, frame, key, points, colour = null) {
    const size = points.length > 300 ? 22 : points.length > 100 ? 34 : 52;
    const marks = frame.svg
      .append("g")
      .attr("class", "marks")
      .selectAll("path")
      .data(points)
      .join("path")
      .attr("class", ({ trial }) => `mark s-${trial.status}${trial.number === study.winner ? " winner" : ""}`)
      .attr("transform", (point) => `translate(${point.x},${point.y})`)
      .attr("d", ({ trial }) => winnow.symbol(colour ? "completed" : trial.status, trial.number === study.winner ? size * 2.4 : size));
    if (colour) {
      marks.classed("coloured", true).style("fill", ({ trial }) => colour(trial));
    }
    winnow.fading(study, key, () => frame.svg.selectAll(".marks path"), (point) => point.trial);
    winnow.pointable(study, frame, key, points, winnow.rings(points, 8));
    const left = study.ranked.length - points.length;
    if (left > 0) {
      const words = left === 1 ? "1 trial that has" : `${left} trials that have`;
      d3.select(frame.element).append("p").attr("class", "aside").text(`Without ${words} no value of one of the two.`);
    }
  };

  /** A strip that says which colour stands for what: colour(t) for t from 0 to 1, and words at its ends. */
  winnow.strip = function (controls, colour, from, to) {
    const field = controls.append("span").attr("class", "choice strip");
    field.append("span").text(from);
    const svg = field.append("svg").attr("class", "swatch").attr("width", 120).attr("height", 12).attr("aria-hidden", "true");
    d3.range(24).forEach((step) => {
      svg
        .append("rect")
        .attr("x", step * 5)
        .attr("width", 5.3)
        .attr("height", 12)
        .style("fill", colour((step + 0.5) / 24));
    });
    field.append("span").text(to);
  };
})();
