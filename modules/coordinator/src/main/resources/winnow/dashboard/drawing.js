/*
 * Draws plots again and again while the study runs, without ever holding the browser up: one plot a task, only those that
 * are seen, none that a person is using, and with as many trials as take but a moment: few at first, then more, and all
 * once the study is at rest.
 */
(function () {
  "use strict";
  const winnow = globalThis.winnow;
  /* Milliseconds. */
  const PACE = 1000;
  const LONG = 25;
  const USED = 12000;
  const FEWEST = 40;
  const FIRST = 120;
  /* Of its own cost a plot waits so many times until it is drawn again. */
  const REST = 12;
  /* When nothing has changed for so long, one drawing of all trials may take as long as it takes. */
  const CALM = 3000;

  /**
   * plots: [{element, plot, most, note}]: at most so many trials are drawn; note: an element that says so, if any.
   * Returns {changed, redraw}: to be called when the study has changed, or another width asks for all plots.
   */
  winnow.drawing = function (study, plots, failed) {
    const states = plots.map((plot) => ({ ...plot, limit: plot.most, most: Number.isFinite(plot.most) ? Math.min(FIRST, plot.most) : plot.most, isDirty: true, isCalm: false, isSeen: false, cost: 0, at: -Infinity, used: -Infinity, width: 0, said: plot.note ? plot.note.textContent : "" }));
    const seen = new IntersectionObserver(
      (entries) => {
        entries.forEach((entry) => (states.find((one) => one.element === entry.target).isSeen = entry.isIntersecting));
        soon();
      },
      { rootMargin: "150px" },
    );
    const widths = new ResizeObserver((entries) => {
      entries.forEach((entry) => {
        const state = states.find((one) => one.element === entry.target);
        if (Math.abs(state.element.clientWidth - state.width) > 1) {
          Object.assign(state, { isDirty: true, at: -Infinity, used: -Infinity });
        }
      });
      soon();
    });
    states.forEach((state) => {
      seen.observe(state.element);
      widths.observe(state.element);
      for (const type of ["pointermove", "pointerdown", "keydown", "focusin"]) {
        state.element.addEventListener(type, () => (state.used = performance.now()), { passive: true });
      }
      state.element.addEventListener("pointerleave", () => (state.used = -Infinity));
    });

    let timer = null;
    const soon = (delay = 0) => {
      timer = timer === null ? setTimeout(step, delay) : timer;
    };
    const step = () => {
      timer = null;
      const now = performance.now();
      const wanted = states.filter((state) => state.isDirty && state.isSeen && now - state.used > USED);
      const due = d3.least(wanted.filter((state) => now - state.at > Math.max(PACE, REST * state.cost)), (state) => state.at);
      if (due) {
        draw(due);
      }
      if (states.some((state) => state.isDirty && state.isSeen)) {
        soon(due ? 30 : 250);
      }
    };
    const draw = (state) => {
      const start = performance.now();
      state.isDirty = false;
      state.width = state.element.clientWidth;
      const height = state.element.offsetHeight;
      state.element.style.minHeight = `${height}px`; // so that the page does not jump while it is empty
      try {
        state.plot(excerpt(study, state.isCalm ? { ...state, most: state.limit } : state), state.element);
      } catch (error) {
        failed(error);
      }
      state.element.style.minHeight = "";
      state.element.getBoundingClientRect();
      state.at = performance.now();
      if (state.isCalm) {
        return;
      }
      state.cost = state.at - start;
      const drawn = Math.min(state.most, study.trials.length);
      if (state.cost > LONG) {
        state.most = Math.max(FEWEST, Math.floor(drawn * Math.max(0.3, (0.75 * LONG) / state.cost)));
      } else if (state.cost < LONG / 3 && drawn < Math.min(state.limit, study.trials.length)) {
        state.most = Math.min(state.limit, Math.ceil(1.5 * state.most));
        Object.assign(state, { isDirty: true, at: -Infinity });
      }
    };
    const rest = () => {
      const partial = states.filter((state) => state.most < Math.min(state.limit, study.trials.length));
      partial.forEach((state) => Object.assign(state, { isDirty: true, isCalm: true }));
      soon();
    };
    let calm = null;
    return {
      changed() {
        states.forEach((state) => Object.assign(state, { isDirty: true, isCalm: false }));
        clearTimeout(calm);
        calm = setTimeout(rest, CALM);
        soon();
      },
    };
  };

  /** The study with the best and the newest of its trials alone. */
  function excerpt(study, { most, note, said }) {
    const count = study.trials.length;
    if (note) {
      note.textContent = count > most ? `${said} Drawn are the best and the newest ${most} of ${count} trials.`.trim() : said;
    }
    if (count <= most) {
      return study;
    }
    const chosen = new Set(study.ranked.slice(0, Math.ceil(most / 2)));
    const asked = [study.winner, study.selected].map(study.trialOf).filter(Boolean);
    asked.forEach((trial) => chosen.add(trial));
    for (let place = count - 1; place >= 0 && chosen.size < most; place--) {
      chosen.add(study.trials[place]);
    }
    const isChosen = (trial) => chosen.has(trial);
    const numbers = new Set(Array.from(chosen, (trial) => trial.number));
    return Object.assign(Object.create(study), {
      trials: study.trials.filter(isChosen),
      ranked: study.ranked.filter(isChosen),
      runs: study.runs.filter((run) => numbers.has(run[0])),
    });
  }
})();
