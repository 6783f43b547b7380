/* The leaderboard: a table of all trials, sorted by any column, filtered by words, comparisons and outcomes, here and in all plots. */
(function () {
  "use strict";
  const winnow = globalThis.winnow;

  winnow.leaderboard = function (study, element) {
    if (element.querySelector("table")) {
      return; // its layout follows the width by itself
    }
    element.replaceChildren();
    if (!study.trials.length) {
      winnow.nothing(element, "No trial was opened.");
      return;
    }
    const columns = columnsOf(study);
    if (study.trials.length > 1) {
      columns.splice(1, 0, { title: "compare", key: (trial) => (study.compared.includes(trial.number) ? 0 : 1), isTick: true, className: "tick" });
    }
    const memory = Object.assign(winnow.memory(element), { column: 0, isDown: false });
    const controls = d3.select(element).append("div").attr("class", "controls");
    const count = controls.append("span").attr("class", "count").attr("role", "status");
    const paper = columns.filter((column) => !column.isTick && !column.isForScreen);
    const missing = columns.filter((column) => column.isForScreen).map((column) => column.title);
    d3.select(element).append("p").attr("class", "aside on-paper").text(`Left out on paper: ${missing.join(", ")}.`);
    const table = d3
      .select(element)
      .append("div")
      .attr("class", "table" + (paper.length > 17 ? " crowded" : paper.length > 12 ? " full" : ""))
      .attr("tabindex", 0)
      .attr("role", "region")
      .attr("aria-label", "Leaderboard")
      .append("table");
    const heads = table.append("thead").append("tr").selectAll("th").data(columns).join("th");
    const body = table.append("tbody");
    const rows = study.trials.map((trial) => row(study, columns, trial));
    const arrange = () => {
      const column = columns[memory.column];
      heads.attr("aria-sort", (of) => (of !== column ? null : memory.isDown ? "descending" : "ascending"));
      const shown = rows.filter((one) => study.isShown(one.trial));
      shown.sort((a, b) => compare(column.key(a.trial), column.key(b.trial), memory.isDown) || compareRank(a, b));
      body.node().replaceChildren(...shown.map((one) => one.node));
      count.text(shown.length === rows.length ? winnow.count(rows.length, "trial") : `${shown.length} of ${rows.length} trials`);
    };
    heads
      .attr("scope", "col")
      .attr("class", (column) => column.className)
      .append("button")
      .attr("type", "button")
      .each(function (column) {
        winnow.breakable(this, column.title);
      })
      .on("click", (_, column) => {
        const place = columns.indexOf(column);
        memory.isDown = memory.column === place && !memory.isDown;
        memory.column = place;
        arrange();
      });
    const search = controls.append("label").attr("class", "choice");
    search.append("span").text("find");
    search
      .append("input")
      .attr("type", "search")
      .attr("placeholder", "words, or epochs > 3")
      .on("input", (event) => {
        const tests = testsOf(columns, event.target.value);
        const of = new Map(rows.map((one) => [one.trial, one.words]));
        study.filter("words", tests.length ? (trial) => tests.every((test) => test(trial, of.get(trial) || "")) : null);
      });
    const occurring = winnow.statuses.map((status) => status.name).filter((name) => study.trials.some((trial) => trial.status === name));
    if (occurring.length > 1) {
      const options = [[null, "all"], ...occurring.map((name) => [name, name])];
      winnow.choice(controls.node(), "outcome", options, null, (name) => study.filter("outcome", name && ((trial) => trial.status === name)));
    }
    study.on("filter.leaderboard", arrange);
    arrange();
    ticking(study, rows);
    marking(study, rows, body, columns);
  };

  /** What a person asks for: each comparison of a column, as in "epochs > 3", and each other word must hold of a trial. */
  function testsOf(columns, asked) {
    const titled = new Map(columns.map((column) => [column.title.toLowerCase().replaceAll(" ", "_"), column]));
    const text = asked.toLowerCase().replace(/\s*(<=|>=|=|<|>)\s*/g, "$1");
    return text
      .split(/\s+/)
      .filter(Boolean)
      .map((word) => {
        const parts = /^(.+?)(<=|>=|=|<|>)(.+)$/.exec(word);
        const column = parts && titled.get(parts[1]);
        if (!column || !column.words) {
          return (trial, words) => words.includes(word);
        }
        return (trial) => {
          const key = column.key(trial);
          return key !== null && holds(parts[2], key, column.words(key).toLowerCase(), parts[3]);
        };
      });
  }

  function holds(sign, key, text, wanted) {
    const number = Number(wanted);
    if (typeof key !== "number" || Number.isNaN(number)) {
      return sign === "=" && text === wanted;
    }
    return { "<": key < number, "<=": key <= number, ">": key > number, ">=": key >= number, "=": key === number || text === wanted }[sign];
  }

  /** Paper has no room for all of them: what it leaves out has the class on-screen. */
  function columnsOf(study) {
    const number = (title, key, words) => ({ title, key, words, className: "number" });
    const screen = (column) => ({ ...column, isForScreen: true, className: column.className + " on-screen" });
    const [first, ...others] = study.metrics;
    const metric = ({ name, goal }, place) => {
      const key = (trial) => trial.metrics[place];
      const column = number(name, key, alike(study.trials.map(key)));
      return goal ? column : screen(column);
    };
    return [
      number("rank", (trial) => trial.rank, winnow.number),
      { ...number("trial", (trial) => trial.number, winnow.number), isName: true, className: "number name" },
      { title: "status", key: (trial) => trial.status, words: String, isStatus: true, className: "status" },
      metric(first, 0),
      ...others.map((one, place) => metric(one, place + 1)),
      number("best epoch", (trial) => trial.best || null, winnow.number),
      number("epochs", (trial) => trial.epochs, winnow.number),
      screen(number("seconds", (trial) => trial.seconds, winnow.seconds)),
      ...study.parameters.map((parameter, place) => ({
        title: parameter.name,
        key: (trial) => trial.values[place],
        words: (value) => winnow.valueText(parameter, value),
        className: parameter.kind === "choice" ? "word" : "number",
      })),
      screen({ title: "why it stands there", key: (trial) => trial.reason || null, words: String, className: "reason" }),
    ];
  }

  /** Words for numbers of a column, with as many decimals each, unless their sizes differ too much. */
  function alike(values) {
    const sizes = values.filter((value) => value !== null && value !== 0).map(Math.abs);
    const [least, most] = d3.extent(sizes);
    if (!sizes.length || most >= 1e5 || least < 1e-3 || sizes.every(Number.isInteger)) {
      return (value) => winnow.number(value);
    }
    const decimals = Math.max(1, 4 - Math.max(0, Math.floor(Math.log10(most))));
    return (value) => value.toFixed(decimals);
  }

  /** A name that may be broken after an underscore. */
  winnow.breakable = function (node, name) {
    name.split(/(?<=_)/).forEach((part, place) => {
      if (place > 0) {
        node.append(document.createElement("wbr"));
      }
      node.append(part);
    });
  };

  function row(study, columns, trial) {
    const node = document.createElement("tr");
    node.id = "trial-" + trial.number;
    const texts = [];
    for (const column of columns) {
      if (column.isTick) {
        const cell = document.createElement("td");
        cell.className = column.className;
        const box = document.createElement("input");
        box.type = "checkbox";
        box.setAttribute("aria-label", `Compare trial ${trial.number}`);
        cell.append(box);
        node.append(cell);
        continue;
      }
      const key = column.key(trial);
      const text = key === null ? "" : column.words(key);
      const cell = document.createElement(column.isName ? "th" : "td");
      cell.className = column.className;
      if (column.isName) {
        cell.scope = "row";
        const link = document.createElement("a");
        link.href = "#" + node.id;
        link.textContent = text;
        cell.append(link);
      } else {
        if (column.isStatus) {
          winnow.swatch(d3.select(cell), key);
        }
        cell.append(text);
        if (text.length > 20) {
          cell.title = text;
        }
      }
      texts.push(text);
      node.append(cell);
    }
    node.classList.toggle("winner", trial.number === study.winner);
    return { trial, node, words: texts.join(" ").toLowerCase() };
  }

  /** Ticks put trials side by side; when there is no room for more, the others cannot be ticked. */
  function ticking(study, rows) {
    const boxes = rows.map((one) => one.node.querySelector("input"));
    const update = () => {
      const chosen = new Set(study.compared);
      rows.forEach((one, place) => {
        if (boxes[place]) {
          boxes[place].checked = chosen.has(one.trial.number);
          boxes[place].disabled = chosen.size >= winnow.mostCompared && !boxes[place].checked;
        }
      });
    };
    rows.forEach((one, place) =>
      d3.select(boxes[place]).on("change", (event) => {
        const others = study.compared.filter((number) => number !== one.trial.number);
        study.compare(event.target.checked ? [...others, one.trial.number] : others);
      }),
    );
    study.on("compare.leaderboard", update);
    update();
  }

  /** What is missing comes last, whichever way the rest is sorted. */
  function compare(a, b, isDown) {
    if (a === null || b === null) {
      return (a === null) - (b === null);
    }
    const order = typeof a === "string" ? a.localeCompare(b) : a - b;
    return isDown ? -order : order;
  }

  function compareRank(a, b) {
    return compare(a.trial.rank, b.trial.rank, false) || a.trial.number - b.trial.number;
  }

  function marking(study, rows, body, columns) {
    const of = new Map(rows.map((one) => [one.node, one.trial]));
    const trialAt = (event) => of.get(event.target.closest("tr"));
    body
      .on("click", (event) => !event.target.closest(".tick") && trialAt(event) && study.select(trialAt(event).number))
      .on("pointerover", (event) => trialAt(event) && study.point(trialAt(event).number))
      .on("pointerleave", () => study.point(null));
    const nodes = new Map(rows.map((one) => [one.trial.number, one.node]));
    for (const [type, name] of [["select", "selected"], ["point", "pointed"]]) {
      let last = null;
      study.on(`${type}.leaderboard`, (number) => {
        if (last) {
          last.classList.remove(name);
        }
        last = number === null ? null : nodes.get(number);
        if (last) {
          last.classList.add(name);
        }
      });
    }
  }
})();
