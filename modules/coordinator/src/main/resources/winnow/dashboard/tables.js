/* The live page's lists: trials to be steered, and the log of decisions. */
(function () {
  "use strict";
  const winnow = globalThis.winnow;
  const MOST_ROWS = 30;
  const MOST_LINES = 200;
  const LISTS = [
    ["best", "the best"],
    ["running", "running"],
    ["paused", "paused"],
    ["newest", "the newest"],
    ["failed", "failed"],
  ];

  /** What a person can ask for a trial. */
  winnow.wishesFor = function (trial, model) {
    if (model.phase === "finished") {
      return [];
    }
    const canEnd = ["running", "waiting", "paused"].includes(trial.status);
    const isKept = canEnd || trial.number === model.winner;
    return [
      ...(canEnd ? ["kill"] : []),
      ...(trial.status === "paused" ? ["promote"] : []),
      ...(model.isPinned(trial.number) ? ["unpin"] : isKept ? ["pin"] : []),
    ];
  };

  /** A time as a clock shows it: 1:02:03. */
  winnow.clock = function (milliseconds) {
    const seconds = Math.floor(milliseconds / 1000);
    const two = (value) => String(value).padStart(2, "0");
    return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  };

  function listed(study, kind) {
    if (kind === "best") {
      return study.ranked.slice(0, MOST_ROWS);
    }
    const some = kind === "newest" ? study.trials : study.trials.filter((trial) => trial.status === kind);
    return d3.sort(some, (trial) => (kind === "newest" ? -trial.number : trial.rank || Infinity)).slice(0, MOST_ROWS);
  }

  winnow.liveTable = function (study, model, element, ask) {
    let kind = "best";
    element.replaceChildren();
    const controls = d3.select(element).append("div").attr("class", "controls");
    winnow.choice(controls.node(), "show", LISTS, kind, (chosen) => {
      kind = chosen;
      update();
    });
    const count = controls.append("span").attr("class", "count");
    const box = d3.select(element).append("div").attr("class", "table").attr("tabindex", 0).attr("role", "region").attr("aria-label", "Trials");
    const rows = box.append("table");
    const heads = rows.append("thead").append("tr");
    const body = rows.append("tbody");
    const columns = columnsOf(study, model);
    columns.forEach((column) => winnow.breakable(heads.append("th").attr("scope", "col").attr("class", column.className).node(), column.title));

    const update = () => {
      const shown = listed(study, kind);
      count.text(shown.length ? `${shown.length} of ${winnow.count(d3.sum(Object.values(model.counts)), "trial")}` : "none");
      body
        .selectAll("tr")
        .data(shown, (trial) => trial.number)
        .join((enter) => enter.append("tr").each(function () {
          columns.forEach((column) => d3.select(this).append(column.isName ? "th" : "td").attr("class", column.className).attr("scope", column.isName ? "row" : null));
        }))
        .classed("winner", (trial) => trial.number === study.winner)
        .classed("selected", (trial) => trial.number === study.selected)
        .each(function (trial) {
          columns.forEach((column, place) => fill(this.children[place], column, trial));
        })
        .order();
    };
    const fill = (cell, column, trial) => {
      const text = column.words(trial);
      if (cell.dataset.text === text) {
        return;
      }
      cell.dataset.text = text;
      cell.replaceChildren();
      if (column.isStatus) {
        winnow.swatch(d3.select(cell), trial.status);
      }
      if (column.isWish) {
        text.split(" ").filter(Boolean).forEach((wish) => button(cell, wish, trial.number));
      } else if (column.isName) {
        const link = document.createElement("a");
        link.href = `#trial-${text}`;
        link.textContent = text;
        link.addEventListener("click", (event) => {
          event.preventDefault();
          study.select(trial.number);
        });
        cell.append(link);
      } else {
        cell.append(text);
        cell.title = text.length > 20 ? text : "";
      }
    };
    const button = (cell, wish, number) => {
      const one = document.createElement("button");
      one.type = "button";
      one.textContent = `${wish} …`;
      one.dataset.wish = wish;
      one.setAttribute("aria-label", `${wish} trial ${number}`);
      one.addEventListener("click", () => ask(wish, model.trial(number)));
      cell.append(one, " ");
    };
    body
      .on("click", (event) => {
        const row = event.target.closest("tr");
        if (row && !event.target.closest("button, a")) {
          study.select(d3.select(row).datum().number);
        }
      })
      .on("pointerover", (event) => event.target.closest("tr") && study.point(d3.select(event.target.closest("tr")).datum().number))
      .on("pointerleave", () => study.point(null));
    study.on("select.live-table", (number) => body.selectAll("tr").classed("selected", (trial) => trial.number === number));
    return { update, metrics: study.metrics.length };
  };

  function columnsOf(study, model) {
    const number = (title, key, words = winnow.number) => ({ title, words: (trial) => words(key(trial)), className: "number" });
    return [
      number("rank", (trial) => trial.rank),
      { title: "trial", words: (trial) => String(trial.number), isName: true, className: "number name" },
      { title: "status", words: (trial) => trial.status + (model.isPinned(trial.number) ? ", pinned" : ""), isStatus: true, className: "status" },
      { title: "steer", words: (trial) => winnow.wishesFor(trial, model).join(" "), isWish: true, className: "do" },
      ...study.metrics.slice(0, 3).map(({ name }, place) => number(name, (trial) => (trial.best ? trial.metrics[place] : null))),
      number("best epoch", (trial) => trial.best || null),
      number("epochs", (trial) => trial.epochs),
      ...study.parameters.map((parameter, place) => ({
        title: parameter.name,
        words: (trial) => (trial.values[place] === undefined ? "" : winnow.valueText(parameter, trial.values[place])),
        className: parameter.kind === "choice" ? "word" : "number",
      })),
      { title: "why it stands there", words: (trial) => trial.reason, className: "reason" },
    ];
  }

  winnow.liveLog = function (study, model, element, search) {
    let last = -1;
    const update = () => {
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      const fits = ([, , trial, text]) => {
        const all = `${trial === null ? "" : `trial ${trial}`} ${text}`.toLowerCase();
        return words.every((word) => all.includes(word));
      };
      const lines = model.log().filter(fits).slice(-MOST_LINES).reverse();
      element.replaceChildren(...lines.map(line));
    };
    const line = ([, milliseconds, trial, text]) => {
      const node = document.createElement("li");
      const time = document.createElement("span");
      time.className = "time";
      time.textContent = winnow.clock(milliseconds);
      const whom = document.createElement(trial === null ? "span" : "button");
      whom.textContent = trial === null ? "study" : `trial ${trial}`;
      if (trial !== null) {
        whom.type = "button";
        whom.addEventListener("click", () => study.trialOf(trial) && study.select(trial));
      }
      const words = document.createElement("span");
      words.textContent = text;
      node.append(time, whom, words);
      return node;
    };
    search.addEventListener("input", update);
    return {
      /** Unless a person is reading further down, or nothing was decided. */
      update() {
        const log = model.log();
        const newest = log.length ? log[log.length - 1][0] : 0;
        if (newest !== last && element.scrollTop < 40 && !element.contains(document.activeElement)) {
          last = newest;
          update();
        }
      },
    };
  };
})();
