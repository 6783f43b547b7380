/* The frame of a plot: its picture, axes, and how a person points at trials in it. */
(function () {
  "use strict";
  const winnow = globalThis.winnow;
  let frames = 0;

  /**
   * An empty plot with a vertical axis, as wide as the element.
   * height: pixels; label: what the plot shows, for those who do not see it; y: range => scale; title: of the vertical
   * axis; lane: whether a lane for trials without a value lies beyond the bad end of the vertical axis; room: pixels to
   * leave free at the good end.
   */
  winnow.frame = function (element, { height, label, y, title, bottom = 36, lane = false, room = 0 }) {
    const width = Math.max(220, element.clientWidth);
    const laneHeight = lane ? 20 : 0;
    const probe = y([100, 0]);
    const isLaneBelow = lane && probe.goal === "maximize";
    const top = 22 + (lane && !isLaneBelow ? laneHeight : 0);
    const foot = height - bottom - (isLaneBelow ? laneHeight : 0);
    const scale = probe.goal === "maximize" ? y([foot, top + room]) : y([foot - room, top]);
    const ticks = winnow.ticks(scale, () => 11, 6);
    const widest = d3.max(ticks, (tick) => winnow.textWidth(tick.text)) || 0;
    const left = Math.ceil(Math.max(widest, lane ? winnow.textWidth("failed") : 0)) + 12;
    const right = width - 14;
    const id = "plot-" + ++frames;
    const svg = d3
      .select(element)
      .append("svg")
      .attr("class", "plot")
      .attr("viewBox", `0 0 ${width} ${height}`)
      .attr("width", width)
      .attr("height", height)
      .attr("role", "group")
      .attr("aria-roledescription", "plot")
      .attr("aria-label", label);
    svg
      .append("clipPath")
      .attr("id", id)
      .append("rect")
      .attr("x", left - 1)
      .attr("y", top - 6)
      .attr("width", right - left + 14)
      .attr("height", foot - top + 12);
    const grid = svg.append("g").attr("class", "grid");
    ticks.forEach((tick) => {
      grid.append("line").attr("x1", left).attr("x2", right).attr("y1", tick.at).attr("y2", tick.at);
      text(svg, left - 6, tick.at + 4, tick.text).attr("text-anchor", "end");
    });
    const heading = winnow.shortened(title + (scale.kind === "log" ? " (log scale)" : ""), right - 2);
    text(svg, 2, 12, heading).attr("class", "axis-title");
    const laneAt = isLaneBelow ? foot + laneHeight / 2 + 2 : 22 + laneHeight / 2 - 4;
    if (lane) {
      const edge = isLaneBelow ? foot + 4 : top - 7;
      svg
        .append("line")
        .attr("class", "lane")
        .attr("x1", left)
        .attr("x2", right)
        .attr("y1", edge)
        .attr("y2", edge);
      text(svg, left - 6, laneAt + 4, "failed").attr("text-anchor", "end");
    }
    const base = isLaneBelow ? foot + laneHeight : foot;
    svg.append("line").attr("class", "axis").attr("x1", left).attr("x2", right).attr("y1", base).attr("y2", base);
    return {
      element,
      svg,
      width,
      height,
      left,
      right,
      top,
      foot,
      base,
      laneAt,
      y: scale,
      title: heading,
      clip: `url(#${id})`,
      /** Where a value is drawn: at the edge if it lies outside. */
      place: (value) => Math.max(top - 4, Math.min(foot + 4, scale(value))),
    };
  };

  /** Says below a plot what its vertical axis leaves out. */
  winnow.outside = function (element, scale) {
    if (scale.outside) {
      const side = scale.goal === "maximize" ? "below" : "above";
      const values = scale.outside === 1 ? "1 value lies" : `${scale.outside} values lie`;
      d3.select(element)
        .append("p")
        .attr("class", "aside")
        .text(`${values} ${side} the axis, up to ${winnow.number(scale.farthest)}; marks at its edge stand for them.`);
    }
  };

  function text(parent, x, y, words) {
    return parent.append("text").attr("x", x).attr("y", y).text(words);
  }

  /** A horizontal axis of numbers below a frame. */
  winnow.axis = function (frame, scale, title) {
    const ticks = winnow.ticks(scale, (words) => winnow.textWidth(words), 10);
    const axis = frame.svg.append("g").attr("class", "x-axis");
    ticks.forEach((tick) => {
      axis
        .append("line")
        .attr("class", "axis")
        .attr("x1", tick.at)
        .attr("x2", tick.at)
        .attr("y1", frame.base)
        .attr("y2", frame.base + 4);
      const half = winnow.textWidth(tick.text) / 2;
      const at = Math.min(tick.at, frame.width - half - 1);
      text(axis, at, frame.base + 16, tick.text).attr("text-anchor", "middle");
    });
    axisTitle(frame, title);
  };

  function axisTitle(frame, title) {
    text(frame.svg, (frame.left + frame.right) / 2, frame.height - 3, winnow.shortened(title, frame.right - frame.left))
      .attr("class", "axis-title")
      .attr("text-anchor", "middle");
  }

  /** A horizontal axis of names below a frame; returns the band's start and width for each place. */
  winnow.bands = function (frame, names, title) {
    const width = (frame.right - frame.left) / names.length;
    const axis = frame.svg.append("g").attr("class", "x-axis");
    const isUpright = width < 30;
    const every = isUpright ? Math.ceil(13 / width) : 1;
    const room = isUpright ? 46 : width - 4;
    const cut = names.map((name) => winnow.shortened(name, room));
    const isClear = new Set(cut).size === new Set(names).size;
    names.forEach((name, place) => {
      const middle = frame.left + width * (place + 0.5);
      if (place > 0) {
        axis
          .append("line")
          .attr("class", "band")
          .attr("x1", frame.left + width * place)
          .attr("x2", frame.left + width * place)
          .attr("y1", frame.top)
          .attr("y2", frame.base);
      }
      if (place % every === 0) {
        const words = isClear ? cut[place] : winnow.shortened(name, room, 11, true);
        const label = isUpright
          ? text(axis, 0, 0, words)
              .attr("transform", `translate(${middle + 4},${frame.base + 6}) rotate(-90)`)
              .attr("text-anchor", "end")
          : text(axis, middle, frame.base + 16, words).attr("text-anchor", "middle");
        label.append("title").text(name);
      }
    });
    axisTitle(frame, title);
    return { width, start: (place) => frame.left + width * place };
  };

  /** How much room the labels of winnow.bands need below the base. */
  winnow.bandsBottom = function (room, count) {
    return room / count < 30 ? 72 : 36;
  };

  /**
   * Lets a person point at trials by mouse, touch and keyboard, and shows what others point at.
   * key: unique on the page; points: [{trial, x, y, epoch, line}], line being what else to say of a point, if anything;
   * outline(group, number): draws the trial emphasised.
   */
  winnow.pointable = function (study, frame, key, points, outline) {
    const marked = { select: frame.svg.append("g"), point: frame.svg.append("g") };
    for (const type of ["select", "point"]) {
      marked[type].attr("class", type === "point" ? "pointed" : "selected").attr("clip-path", frame.clip);
      study.on(`${type}.${key}`, (number) => {
        marked[type].selectAll("*").remove();
        if (number !== null) {
          outline(marked[type], number);
        }
      });
    }
    if (study.selected !== null) {
      outline(marked.select, study.selected);
    }
    let tree = null;
    study.on(`filter.point-${key}`, () => (tree = null));
    const nearest = (event) => {
      const shown = () => points.filter((point) => study.isShown(point.trial));
      tree = tree || d3.quadtree(shown(), (point) => point.x, (point) => point.y);
      const [x, y] = d3.pointer(event, frame.svg.node());
      return tree.find(x, y, 36) || null;
    };
    const look = (point, x, y) => {
      study.point(point ? point.trial.number : null);
      frame.svg.classed("pointing", point !== null);
      winnow.tip(point ? told(study, point) : null, x, y);
    };
    const leave = () => look(null);
    frame.svg
      .on("pointermove pointerdown", (event) => look(nearest(event), event.clientX, event.clientY))
      .on("pointerleave blur", leave)
      .on("click", (event) => {
        const point = nearest(event);
        if (point) {
          study.select(point.trial.number);
        }
      });
    byKeyboard(study, frame, points, look, leave);
  };

  /** Outlines for winnow.pointable where a trial has one point: a ring around it. */
  winnow.rings = function (points, radius = 7) {
    const of = new Map(points.map((point) => [point.trial.number, point]));
    return (group, number) => {
      const point = of.get(number);
      if (point) {
        group.attr("clip-path", null);
        group.append("circle").attr("class", "ring").attr("cx", point.x).attr("cy", point.y).attr("r", radius);
      }
    };
  };

  function told(study, { trial, epoch, line }) {
    const description = winnow.describe(study, trial, epoch);
    return line ? { ...description, lines: [line, ...description.lines] } : description;
  }

  /** Arrow keys go through the trials of a plot by rank, those without a rank last; Enter selects. */
  function byKeyboard(study, frame, points, look, leave) {
    const best = new Map();
    points.forEach((point) => {
      const known = best.get(point.trial);
      if (!known || point.epoch === point.trial.best) {
        best.set(point.trial, point);
      }
    });
    const all = d3.sort(best.values(), (point) => point.trial.rank || Infinity);
    let order = all;
    let place = -1;
    const go = (to) => {
      order = all.filter((point) => study.isShown(point.trial));
      place = Math.max(0, Math.min(order.length - 1, to));
      const point = order[place];
      if (!point) {
        return;
      }
      const box = frame.svg.node().getBoundingClientRect();
      const ratio = box.width / frame.width;
      look(point, box.left + point.x * ratio, box.top + point.y * ratio);
      winnow.say(told(study, point));
    };
    const keys = {
      ArrowRight: () => go(place + 1),
      ArrowDown: () => go(place + 1),
      ArrowLeft: () => go(place - 1),
      ArrowUp: () => go(place - 1),
      Home: () => go(0),
      End: () => go(order.length - 1),
      Enter: () => order[place] && study.select(order[place].trial.number),
      Escape: leave,
    };
    if (all.length) {
      frame.svg.attr("tabindex", 0).on("keydown", (event) => {
        if (Object.hasOwn(keys, event.key)) {
          event.preventDefault();
          keys[event.key]();
        }
      });
    }
  }
})();
