/* The live page: hears of the study by server-sent events, draws it, and says what goes on. */
(function () {
  "use strict";
  const winnow = globalThis.winnow;
  const get = (id) => document.getElementById(id);
  const token = document.querySelector("meta[name=winnow-token]").content;
  const here = new URLSearchParams(location.search);
  const place = /^\d{1,4}$/.test(here.get("study") || "") ? Number(here.get("study")) : 0;
  const base = `/studies/${place}`;
  /* Milliseconds: the server is heard each five seconds at least; a page that nobody sees lets it go. */
  const SILENT = 30000;
  const UNSEEN = 60000;
  const AGAIN = 5000;
  const UPDATE = 900;

  history.replaceState(null, "", (place ? `/?study=${place}` : "/") + location.hash);

  const model = winnow.model();
  winnow.live = { model };
  const ask = winnow.wishes(base, token, model);
  let study = null;
  let drawing = null;
  let care = { runner: "here", trouble: "", report: false };
  let updated = -Infinity;
  let waits = null;
  let log = null;
  let table = null;

  const failed = (error) => {
    get("trouble").hidden = false;
    get("trouble").textContent = "Part of this page could not be drawn: " + error.message;
    reportError(error);
  };

  /* Hearing */
  let source = null;
  let heard = performance.now();
  let unseen = null;
  let again = null;

  function connect() {
    clearTimeout(again);
    again = null;
    if (source) {
      source.close();
    }
    heard = performance.now();
    source = new EventSource(`${base}/events`);
    source.addEventListener("open", () => lost(""));
    source.addEventListener("error", () => {
      const isOver = source.readyState === EventSource.CLOSED;
      lost(
        isOver
          ? "The program that serves this page refuses: it may have been started again, with another URL. Trying again."
          : "The program that served this page is gone, or cannot be reached. What you see is how the study stood then. Trying again.",
      );
      if (isOver && again === null) {
        again = setTimeout(connect, AGAIN);
      }
    });
    const hear = (name, take) =>
      source.addEventListener(name, (event) => {
        heard = performance.now();
        lost("");
        try {
          take(event.data);
        } catch (error) {
          failed(error);
        }
      });
    hear("beat", () => {});
    hear("care", (data) => {
      care = JSON.parse(data);
      tell();
    });
    hear("whole", (data) => {
      model.whole(JSON.parse(data));
      changed();
    });
    hear("changes", (data) => {
      model.changes(JSON.parse(data));
      changed();
    });
  }

  function lost(words) {
    get("connection").textContent = words;
    get("connection").hidden = !words;
    document.documentElement.dataset.connected = words ? "no" : "yes";
  }

  setInterval(() => {
    if (source && !document.hidden && performance.now() - heard > SILENT) {
      lost("Nothing has been heard of the study for a while. Trying again.");
      connect();
    }
    if (model.isReady()) {
      bars();
    }
  }, 1000);

  document.addEventListener("visibilitychange", () => {
    clearTimeout(unseen);
    if (document.hidden) {
      unseen = setTimeout(() => {
        source.close();
        source = null;
      }, UNSEEN);
    } else if (!source) {
      connect();
    }
  });

  /* Showing */
  function changed() {
    if (waits === null) {
      waits = setTimeout(update, Math.max(0, updated + UPDATE - performance.now()));
    }
  }

  function update() {
    waits = null;
    updated = performance.now();
    try {
      tell();
      if (study) {
        study.update(model.study());
        if (table.metrics !== study.metrics.length) {
          table = winnow.liveTable(study, model, get("table"), ask);
        }
      } else {
        begin();
      }
      drawing.changed();
      inTurn([() => table.update(), () => log.update(), panel, () => (document.documentElement.dataset.drawn = "yes")]);
    } catch (error) {
      failed(error);
    }
  }

  /** Each in a task of its own, so that none is long. */
  function inTurn([first, ...others]) {
    setTimeout(() => {
      try {
        first();
      } catch (error) {
        failed(error);
      }
      if (others.length) {
        inTurn(others);
      }
    });
  }

  function begin() {
    study = winnow.study(model.study());
    const plot = (name, most) => ({ element: get(name), plot: winnow[name], most, note: get(`${name}-note`) });
    drawing = winnow.drawing(study, [plot("progress", 1000), plot("curves", 200), plot("ladder", Infinity), plot("parallel", 400), plot("timeline", 1000)], failed);
    table = winnow.liveTable(study, model, get("table"), ask);
    log = winnow.liveLog(study, model, get("log"), get("log-words"));
    winnow.trial(study, get("trial"));
    study.on("select.live", steer);
    steer(study.selected);
    get("made").textContent = model.made() + ".";
  }

  /** The panel of the selected trial is drawn again when the trial has changed, unless a person is in it. */
  let shown = "";
  function panel() {
    const trial = model.trial(study.selected);
    const words = trial ? [trial.number, trial.status, trial.epochs, trial.life.length, trial.reason, model.isPinned(trial.number)].join(" ") : "";
    if (words !== shown && !get("trial").matches(":hover, :focus-within")) {
      shown = words;
      study.select(trial ? trial.number : null);
    }
  }

  /** Buttons for the selected trial. */
  function steer(number) {
    const trial = number === null ? null : model.trial(number);
    const head = get("trial").querySelector("header");
    if (!trial || !head) {
      return;
    }
    const button = (kind, words) => {
      const one = document.createElement("button");
      one.type = "button";
      one.textContent = words;
      one.dataset.wish = kind;
      one.addEventListener("click", () => ask(kind, trial));
      head.insertBefore(one, head.lastElementChild);
    };
    winnow.wishesFor(trial, model).forEach((kind) => button(kind, `${kind} …`));
    if (model.phase !== "finished") {
      button("enqueue", "enqueue like it …");
    }
  }

  for (const button of get("actions").querySelectorAll("button")) {
    button.addEventListener("click", () => ask(button.dataset.wish, model.isReady() && button.dataset.wish === "enqueue" ? model.trial(model.winner) : undefined));
  }

  const PHASES = { new: "not begun", open: "running", closing: "closing", closed: "closed", finished: "finished" };

  function tell() {
    if (!model.isReady()) {
      return;
    }
    const { phase } = model;
    const isGone = care.runner === "nobody" && ["open", "closing", "new"].includes(phase);
    const words = isGone ? "gone" : model.paused ? "paused" : PHASES[phase];
    const badge = get("phase");
    badge.textContent = words;
    badge.dataset.phase = isGone ? "gone" : model.paused ? "paused" : phase;
    document.documentElement.dataset.phase = badge.dataset.phase;
    const name = model.name();
    get("name").textContent = name;
    document.title = `${name}: ${words}`;
    get("actions").querySelector("[data-wish=pause]").hidden = model.paused;
    get("actions").querySelector("[data-wish=resume]").hidden = !model.paused;
    const isOver = phase === "finished" || phase === "closed" || isGone;
    for (const kind of ["pause", "resume", "extend", "stop"]) {
      get("actions").querySelector(`[data-wish=${kind}]`).disabled = isOver;
    }
    get("actions").querySelector("[data-wish=enqueue]").disabled = phase === "finished";
    standing(isGone);
    get("trouble").hidden = !care.trouble;
    get("trouble").textContent = care.trouble;
    answer();
    bars();
    counts();
  }

  function standing(isGone) {
    const banner = get("standing");
    const { phase, reason } = model;
    const text = {
      finished: `The study has ended${reason ? ": " + reason : ""}.`,
      closed: `The study was put down${reason ? ": " + reason : ""}. winnow resume continues it.`,
      closing: `The study is closing${reason ? ": " + reason : ""}. What runs is saved.`,
    }[phase];
    const words = isGone
      ? "The program that ran this study is gone, and did not close it. Nothing that was recorded is lost: winnow resume continues it."
      : model.paused
        ? "The study is paused: nothing new starts until it is resumed."
        : text || "";
    if (banner.dataset.words !== words + care.report) {
      banner.dataset.words = words + care.report;
      banner.dataset.phase = phase;
      banner.hidden = !words;
      banner.textContent = words;
      if (care.report && words) {
        const link = document.createElement("a");
        link.href = `${base}/report`;
        link.target = "_blank";
        link.rel = "noopener";
        link.textContent = "Open the report";
        banner.append(" ", link);
      }
    }
  }

  function answer() {
    const best = model.trial(model.winner);
    const metric = model.metrics()[0];
    get("answer").textContent = best
      ? `Trial ${best.number} is the best${model.phase === "finished" ? "" : " so far"}: ${metric.name} ${winnow.number(best.metrics[0], 5)} at epoch ${best.best}.`
      : "No epoch has been measured yet.";
  }

  /** How much of each limit is used. */
  function bars() {
    const { limits, counts, spent } = model;
    const trials = d3.sum(Object.values(counts));
    const isRun = care.runner !== "nobody" && document.documentElement.dataset.connected !== "no";
    const elapsed = model.elapsed(isRun);
    const out = Math.min(counts.running, model.slots || counts.running);
    const rows = [
      ["Trials", trials, limits.trials, String],
      ["Epochs", spent[0], limits.epochs, String],
      ["Time", elapsed, limits.millis, winnow.clock],
      ["Slots busy", out, model.known || model.slots || undefined, String],
    ];
    if (limits.failures) {
      rows.push(["Failures", counts.failed, limits.failures, String]);
    }
    d3.select(get("bars"))
      .selectAll("div.bar")
      .data(rows, (row) => row[0])
      .join((enter) => {
        const bar = enter.append("div").attr("class", "bar");
        const of = bar.append("div").attr("class", "of");
        of.append("span").text((row) => row[0]);
        of.append("span").attr("class", "figure");
        bar.append("progress").attr("aria-label", (row) => row[0]);
        return bar;
      })
      .each(function ([, value, most, words]) {
        d3.select(this).select(".figure").text(words(value) + (most ? ` of ${words(most)}` : ""));
        d3.select(this)
          .select("progress")
          .property("hidden", !most)
          .attr("max", most || 1)
          .property("value", most ? Math.min(value, most) : 0);
      });
  }

  function counts() {
    const rows = winnow.statuses.map(({ name }) => [name, model.counts[name]]);
    const queued = model.queued ? [["queued", model.queued]] : [];
    d3.select(get("counts"))
      .selectAll("li")
      .data([...rows, ...queued], (row) => row[0])
      .join((enter) =>
        enter.append("li").each(function ([name]) {
          if (name !== "queued") {
            winnow.swatch(d3.select(this), name);
          }
          d3.select(this).append("span");
        }),
      )
      .select("span")
      .text(([name, count]) => `${count} ${name}`);
  }

  async function others() {
    const response = await fetch("/studies");
    const list = response.ok ? await response.json() : [];
    get("studies").hidden = list.length < 2;
    list.forEach((one, number) => {
      const link = document.createElement("a");
      link.href = number ? `/?study=${number}` : "/";
      const isAlone = list.filter((other) => other.name === one.name).length === 1;
      link.textContent = isAlone ? one.name : `${one.name} (${one.place})`;
      link.title = one.place;
      if (number === place) {
        link.setAttribute("aria-current", "page");
      }
      get("studies").append(link);
    });
  }

  connect();
  others().catch(failed);
})();
