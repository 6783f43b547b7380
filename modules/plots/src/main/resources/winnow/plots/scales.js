/* Scales and their ticks, whose labels never overlap. */
(function () {
  "use strict";
  const winnow = globalThis.winnow;
  const STEPS = [1, 2, 5];

  /* Reverse-log is log of the distance to 1, so that 0.9, 0.99 and 0.999 are equally far apart. */
  const TRANSFORMS = {
    linear: { to: (value) => value, back: (unit) => unit },
    log: { to: Math.log10, back: (unit) => 10 ** unit },
    "reverse-log": { to: (value) => -Math.log10(1 - value), back: (unit) => 1 - 10 ** -unit },
  };

  /**
   * A function from values of [low, high] to pixels of a range.
   * kind: "linear", "log" or "reverse-log"; isWhole: ticks at whole numbers only.
   */
  winnow.scale = function (kind, [low, high], range, isWhole = false) {
    const transform = TRANSFORMS[kind];
    if (low === high) {
      const by = kind === "linear" ? Math.abs(low) / 10 || 1 : 0;
      low = kind === "log" ? low / 2 : kind === "linear" ? low - by : 1 - (1 - low) * 2;
      high = kind === "log" ? high * 2 : kind === "linear" ? high + by : 1 - (1 - high) / 2;
    }
    const units = d3.scaleLinear([transform.to(low), transform.to(high)], range);
    const scale = (value) => units(transform.to(value));
    return Object.assign(scale, { kind, low, high, range, isWhole, pixels: Math.abs(range[1] - range[0]) });
  };

  /**
   * Ticks [{value, at, text}] whose labels are at least `gap` pixels apart.
   * extent(text): pixels a label takes along the axis.
   */
  winnow.ticks = function (scale, extent, gap) {
    const fits = (ticks) => ticks.length === roomy(ticks, extent, gap).length;
    let found = [];
    for (const values of candidates(scale)) {
      const ticks = labelled(scale, values);
      found = ticks.length > found.length || !found.length ? ticks : found;
      if (ticks.length && fits(ticks)) {
        return ticks;
      }
    }
    return roomy(found, extent, gap);
  };

  /** Sets of ticks to be tried, finest first. */
  function* candidates(scale) {
    const most = Math.max(2, Math.floor(scale.pixels / 30));
    if (scale.kind !== "linear") {
      const sets = powers(scale);
      if (sets.length) {
        yield* sets;
        return;
      }
    }
    for (let count = Math.min(10, most); count >= 1; count--) {
      const values = d3.ticks(scale.low, scale.high, count);
      yield scale.isWhole ? values.filter(Number.isInteger) : values;
    }
    yield [scale.low];
  }

  function powers(scale) {
    const reverse = scale.kind === "reverse-log";
    const [low, high] = reverse ? [1 - scale.high, 1 - scale.low] : [scale.low, scale.high];
    const first = Math.floor(Math.log10(low) + 1e-9);
    const last = Math.ceil(Math.log10(high) - 1e-9);
    const within = (steps, every) =>
      d3
        .range(first, last + 1)
        .filter((power) => power % every === 0)
        .flatMap((power) => steps.map((step) => Number(`${step}e${power}`)))
        .filter((value) => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9))
        .map((value) => (reverse ? Number((1 - value).toPrecision(12)) : value))
        .filter((value) => !scale.isWhole || Number.isInteger(value));
    const fine = within(STEPS, 1);
    if (fine.length < 3) {
      return [];
    }
    const decades = [1, 2, 3, 4, 6, 10, 20, 50].map((every) => within([1], every)).filter((set) => set.length > 1);
    const wide = within([1], 1).length > 5 ? decades : [fine, within([1, 3], 1), ...decades];
    return reverse ? wide.map((set) => set.reverse()) : wide;
  }

  function labelled(scale, values) {
    const text = labels(scale, values);
    return values.map((value, place) => ({ value, at: scale(value), text: text[place] }));
  }

  function labels(scale, values) {
    if (scale.kind !== "linear") {
      return values.map((value) => (scale.kind === "log" ? winnow.number(value, 3) : String(value)));
    }
    const step = values.length > 1 ? Math.abs(values[1] - values[0]) : Math.abs(values[0]) || 1;
    const largest = d3.max(values, Math.abs) || 1;
    if (largest >= 1e6 || step < 1e-4) {
      return values.map((value) => winnow.number(value, 2 + Math.max(0, Math.ceil(Math.log10(largest / step)))));
    }
    const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    return values.map((value) => value.toFixed(Number.isInteger(value) && step >= 1 ? 0 : decimals));
  }

  /** The ticks that are left when each that touches one before it is dropped. */
  function roomy(ticks, extent, gap) {
    const kept = [];
    for (const tick of d3.sort(ticks, (tick) => tick.at)) {
      const before = kept[kept.length - 1];
      if (!before || tick.at - extent(tick.text) / 2 - gap >= before.at + extent(before.text) / 2) {
        kept.push(tick);
      }
    }
    return kept;
  }

  /**
   * A vertical scale for values of a metric; null if there are none. Logarithmic when the values ask for it.
   * goal: if known, far outliers on the bad side are left outside, and counted.
   */
  winnow.metricScale = function (values, goal, range) {
    const finite = values.filter((value) => value !== null && Number.isFinite(value));
    if (!finite.length) {
      return null;
    }
    const sign = goal === "maximize" ? -1 : 1;
    const [least] = d3.extent(finite);
    const measure = goal === "minimize" && least > 0 ? Math.log : (value) => sign * value;
    const sorted = d3.sort(finite.map(measure));
    const most = d3.quantileSorted(sorted, 0.9);
    const fence = !goal || finite.length < 5 || most === sorted[0] ? Infinity : most + 3 * (most - sorted[0]);
    const inside = finite.filter((value) => measure(value) <= fence);
    let [low, high] = d3.extent(inside);
    const isLog = low > 0 && (goal === "minimize" ? high / low >= 8 : high > 1 && high / low >= 50);
    if (low === high) {
      const by = Math.abs(low) / 10 || 1;
      [low, high] = [low - by, high + by];
    } else if (isLog) {
      const by = (high / low) ** 0.04;
      [low, high] = [low / by, high * by];
    } else {
      const by = (high - low) * 0.04;
      [low, high] = [low - by, high + by];
    }
    const scale = winnow.scale(isLog ? "log" : "linear", [low, high], range);
    return Object.assign(scale, {
      goal,
      outside: finite.length - inside.length,
      farthest: goal === "minimize" ? d3.max(finite) : least,
    });
  };

  const canvas = document.createElement("canvas").getContext("2d");

  /** The width of a text in a plot, in pixels. */
  winnow.textWidth = function (text, size = 11) {
    canvas.font = `${size}px system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif`;
    return canvas.measureText(text).width;
  };

  /** The text, shortened with an ellipsis to so many pixels: at its end, or in its middle. */
  winnow.shortened = function (text, room, size = 11, isInMiddle = false) {
    if (winnow.textWidth(text, size) <= room) {
      return text;
    }
    const letters = Array.from(text);
    const kept = (count) => {
      const after = isInMiddle ? Math.ceil(count / 2) : 0;
      return letters.slice(0, count - after).join("") + "…" + letters.slice(letters.length - after).join("");
    };
    let count = letters.length - 1;
    while (count > 1 && winnow.textWidth(kept(count), size) > room) {
      count--;
    }
    return kept(count);
  };
})();
