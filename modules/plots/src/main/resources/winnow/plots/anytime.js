/* Several searches: the best value so far of each, in the middle of its seeds, with a band of how they spread. */
(function () {
  "use strict";
  const winnow = globalThis.winnow;
  const AXES = [
    ["epochs", "epochs"],
    ["time", "time"],
  ];
  const COLOURS = 6;

  /**
   * Draws a comparison of this form:
   *   metric, goal  what all were searched by
   *   budget        epochs at which they are compared
   *   groups        [{label, curves}]: searches; each curve one seed's: {name, epochs, milliseconds, steps}, where
   *                 steps are [epochs, milliseconds, value] whenever the best value changed, ascending
   */
  winnow.anytime = function (comparison, element) {
    element.replaceChildren();
    const memory = winnow.memory(element);
    const axis = memory.axis || "epochs";
    const hidden = (memory.hidden = memory.hidden || new Set());
    const again = () => winnow.anytime(comparison, element);
    const controls = d3.select(element).append("div").attr("class", "controls");
    winnow.choice(controls.node(), "against", AXES, axis, (chosen) => {
      memory.axis = chosen;
      again();
    });
    groupsOf(comparison, controls, hidden, again);
    draw(comparison, element, axis, hidden);
  };

  /** A legend whose entries show and hide a group. */
  function groupsOf(comparison, controls, hidden, again) {
    comparison.groups.forEach((group, place) => {
      const field = controls.append("label").attr("class", "choice");
      field
        .append("input")
        .attr("type", "checkbox")
        .property("checked", !hidden.has(place))
        .on("change", (event) => {
          if (event.target.checked) {
            hidden.delete(place);
          } else {
            hidden.add(place);
          }
          again();
        });
      field
        .append("svg")
        .attr("class", "swatch")
        .attr("width", 22)
        .attr("height", 10)
        .attr("aria-hidden", "true")
        .append("path")
        .attr("class", `compared c-${place % COLOURS}`)
        .attr("d", "M0,5H22");
      field.append("span").text(`${group.label} (${winnow.count(group.curves.length, "seed")})`);
    });
  }

  function draw(comparison, element, axis, hidden) {
    const column = axis === "epochs" ? 0 : 1;
    const end = d3.max(comparison.groups, (group) => d3.min(group.curves, (curve) => last(curve, column)));
    const [title, factor] = axis === "epochs" ? ["epochs of a study", 1] : winnow.time(end);
    const shown = comparison.groups
      .map((group, place) => ({ group, place, band: bandOf(group, column) }))
      .filter((one) => !hidden.has(one.place));
    if (!shown.length) {
      winnow.nothing(element, "Tick a group.");
      return;
    }
    const values = shown.flatMap((one) => one.band.flatMap((step) => [step.low, step.high]));
    const frame = winnow.frame(element, {
      height: element.clientWidth < 600 ? 300 : 380,
      label: `Best ${comparison.metric} so far against ${title}, a line a group.`,
      y: (range) => winnow.metricScale(values, comparison.goal, range),
      title: `best ${comparison.metric} so far`,
    });
    const x = winnow.scale("linear", [0, end * factor || 1], [frame.left + 4, frame.right - 8], axis === "epochs");
    winnow.axis(frame, x, title);
    if (axis === "epochs") {
      const at = x(comparison.budget);
      frame.svg.append("line").attr("class", "lane").attr("x1", at).attr("x2", at).attr("y1", frame.top).attr("y2", frame.base);
    }
    const marks = frame.svg.append("g").attr("class", "marks").attr("clip-path", frame.clip);
    const stairs = (shape, get) => shape.x((step) => x(step.x * factor)).curve(d3.curveStepAfter)[get[0]](get[1]);
    shown.forEach(({ group, place, band }) => {
      if (group.curves.length > 1) {
        const area = stairs(d3.area(), ["y0", (step) => frame.place(step.low)]).y1((step) => frame.place(step.high));
        marks.append("path").attr("class", `band c-${place % COLOURS}`).attr("fill", "var(--compared)").attr("opacity", 0.16).attr("d", area(band));
      }
      const line = stairs(d3.line(), ["y", (step) => frame.place(step.middle)]);
      marks.append("path").attr("class", `compared c-${place % COLOURS}`).attr("d", line(band)).append("title").text(group.label);
    });
    winnow.outside(element, frame.y);
    reader(comparison, frame, x, factor, shown, title);
  }

  function last(curve, column) {
    return column === 0 ? curve.epochs : curve.milliseconds;
  }

  /**
   * The middle and the spread of a group's curves, [{x, low, middle, high}], as long as all of them last and from where
   * all have a value: quartiles, or of fewer than four curves the extremes.
   */
  function bandOf(group, column) {
    const from = d3.max(group.curves, (curve) => curve.steps[0][column]);
    const to = d3.min(group.curves, (curve) => last(curve, column));
    const places = group.curves.flatMap((curve) => curve.steps.map((step) => step[column]));
    const inside = places.filter((place) => place > from && place <= to);
    const turns = d3.sort(new Set([from, ...inside, Math.max(from, to)]));
    const many = group.curves.length >= 4;
    return turns.map((at) => {
      const values = d3.sort(group.curves.map((curve) => valueAt(curve, column, at)));
      return {
        x: at,
        low: d3.quantileSorted(values, many ? 0.25 : 0),
        middle: d3.quantileSorted(values, 0.5),
        high: d3.quantileSorted(values, many ? 0.75 : 1),
      };
    });
  }

  function valueAt(curve, column, at) {
    let value = curve.steps[0][2];
    for (const step of curve.steps) {
      if (step[column] > at) {
        break;
      }
      value = step[2];
    }
    return value;
  }

  /** Says what all groups had found where a person points, or goes with the arrow keys. */
  function reader(comparison, frame, x, factor, shown, title) {
    const line = frame.svg.append("line").attr("class", "lane").attr("y1", frame.top).attr("y2", frame.base).attr("visibility", "hidden");
    const most = d3.max(shown, (one) => one.band[one.band.length - 1].x);
    const describe = (at) => ({
      title: `${winnow.number(at * factor)} ${title}`,
      lines: shown.map(({ group, band }) => {
        const step = band.filter((one) => one.x <= at).pop();
        const beyond = at > band[band.length - 1].x;
        return `${group.label}: ${step && !beyond ? winnow.number(step.middle) : "–"}`;
      }),
    });
    const look = (at, left, top) => {
      line.attr("visibility", null).attr("x1", x(at * factor)).attr("x2", x(at * factor));
      winnow.tip(describe(at), left, top);
    };
    const leave = () => {
      line.attr("visibility", "hidden");
      winnow.tip(null);
    };
    let at = 0;
    const go = (to) => {
      at = Math.max(0, Math.min(most, to));
      const box = frame.svg.node().getBoundingClientRect();
      look(at, box.left + (x(at * factor) * box.width) / frame.width, box.top + frame.top);
      winnow.say(describe(at));
    };
    const keys = {
      ArrowRight: () => go(at + most / 40),
      ArrowLeft: () => go(at - most / 40),
      Home: () => go(0),
      End: () => go(most),
      Escape: leave,
    };
    frame.svg
      .attr("tabindex", 0)
      .on("pointermove pointerdown", (event) => {
        const share = (d3.pointer(event, frame.svg.node())[0] - x.range[0]) / (x.range[1] - x.range[0]);
        at = Math.max(0, Math.min(most, (share * x.high) / factor));
        look(at, event.clientX, event.clientY);
      })
      .on("pointerleave blur", leave)
      .on("keydown", (event) => {
        if (Object.hasOwn(keys, event.key)) {
          event.preventDefault();
          keys[event.key]();
        }
      });
  }
})();
