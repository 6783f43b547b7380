/* What a person wants done with the study: asked in a dialogue, sent to the server, answered. */
(function () {
  "use strict";
  const winnow = globalThis.winnow;
  const SHOWN = 6000;
  const WISHES = {
    pause: () => ({ title: "Pause the study?", text: "Nothing new starts, and running trials are saved. The program stays up, and the wall clock goes on.", action: "Pause" }),
    resume: () => ({ title: "Let the study go on?", text: "Paused trials go on where they were.", action: "Resume" }),
    stop: () => ({ title: "Stop the study?", text: "Running trials are saved, then its program ends. It can be continued with winnow resume.", action: "Stop the study" }),
    kill: (trial) => ({ title: `Kill trial ${trial.number}?`, text: "It is stopped for good, and kept in the results with what it has observed.", action: `Kill trial ${trial.number}` }),
    promote: (trial) => ({ title: `Promote trial ${trial.number}?`, text: "It trains on to the next rung as soon as a slot is free, whatever the scheduler would do.", action: `Promote trial ${trial.number}` }),
    pin: (trial) => ({ title: `Pin trial ${trial.number}?`, text: "Its scheduler cannot stop it, and its checkpoint is kept. It can still be killed, and it can fail.", action: `Pin trial ${trial.number}` }),
    unpin: (trial) => ({ title: `Unpin trial ${trial.number}?`, text: "Its scheduler decides about it again. A trial that is over loses its checkpoint, unless it is the best.", action: `Unpin trial ${trial.number}` }),
    extend: () => ({ title: "Change the limits", text: "The study ends at the first that it meets; one that it has met already ends it now. An empty limit holds no more.", action: "Change the limits" }),
    enqueue: () => ({ title: "Enqueue a configuration", text: "It is tried before the strategy's next proposals, and counts as a trial. One parameter a line.", action: "Enqueue" }),
  };

  /* Name of a limit in a spec, and in words. */
  const LIMITS = [
    ["trials", "Trials"],
    ["epochs", "Epochs, of all trials together"],
    ["wall_clock", "Time over all sessions, such as 90s or 1h30m"],
    ["failures", "Failed trials"],
  ];
  const UNITS = [["d", 86400000], ["h", 3600000], ["m", 60000], ["s", 1000], ["ms", 1]];

  /** A duration as a spec writes it. */
  function span(milliseconds) {
    let rest = milliseconds;
    return UNITS.map(([unit, size]) => {
      const count = Math.floor(rest / size);
      rest -= count * size;
      return count ? count + unit : "";
    }).join("");
  }

  /** base: where the study's requests go; returns ask(kind, trial). */
  winnow.wishes = function (base, token, model) {
    const get = (id) => document.getElementById(id);
    const dialogue = get("ask");
    let current = null;
    let hideSaid = null;

    const say = (text) => {
      get("said").textContent = text;
      get("said").hidden = false;
      clearTimeout(hideSaid);
      hideSaid = setTimeout(() => (get("said").hidden = true), SHOWN);
    };
    const refuse = (text) => {
      get("ask-refusal").textContent = text;
      get("ask-refusal").hidden = !text;
    };
    const send = async (fields) => {
      try {
        const response = await fetch(`${base}/requests`, {
          method: "POST",
          headers: { "X-Winnow-Token": token },
          body: new URLSearchParams(fields),
          signal: AbortSignal.timeout(30000),
        });
        const isTold = (response.headers.get("Content-Type") || "").startsWith("application/json");
        return isTold ? await response.json() : { granted: false, text: await response.text() };
      } catch (error) {
        return { granted: false, text: "The program that serves this page does not answer; whether it was done is not known. " + error.message };
      }
    };
    get("ask-cancel").addEventListener("click", () => dialogue.close());
    get("ask-form").addEventListener("submit", async (event) => {
      event.preventDefault();
      const wish = current;
      const fields = { kind: wish.kind, reason: get("ask-reason").value };
      if (wish.trial) {
        fields.trial = wish.trial.number;
      }
      for (const input of get("ask-fields").querySelectorAll("[name]")) {
        if (wish.kind !== "extend" || input.value.trim() !== input.defaultValue) {
          fields[input.name] = input.value;
        }
      }
      refuse("");
      get("ask-do").disabled = true;
      const answer = await send(fields);
      get("ask-do").disabled = false;
      if (current !== wish) {
        return say(answer.text);
      }
      if (answer.granted) {
        dialogue.close();
        say(answer.text);
      } else {
        refuse(answer.text);
      }
    });
    dialogue.addEventListener("close", () => (current = null));

    return async function ask(kind, trial) {
      const wish = WISHES[kind](trial);
      get("ask-title").textContent = wish.title;
      get("ask-text").textContent = wish.text;
      get("ask-do").textContent = wish.action;
      get("ask-do").disabled = false;
      get("ask-reason").value = "";
      refuse("");
      get("ask-fields").replaceChildren();
      current = { kind, trial: kind === "enqueue" ? null : trial };
      if (kind === "enqueue") {
        get("ask-fields").append(await pointField(trial));
      } else if (kind === "extend") {
        get("ask-fields").append(...LIMITS.map(limitField));
      }
      dialogue.showModal();
    };

    /** A limit as it is, to be edited. */
    function limitField([name, title]) {
      const label = document.createElement("label");
      label.className = "field";
      const words = document.createElement("span");
      words.textContent = title;
      const input = document.createElement("input");
      input.name = name;
      input.autocomplete = "off";
      const { millis, ...counts } = model.limits || {};
      const present = { ...counts, wall_clock: millis && span(millis) }[name];
      input.defaultValue = present === undefined ? "" : String(present);
      label.append(words, input);
      return label;
    }

    /** A text to be edited: the configuration of a trial as it is. */
    async function pointField(trial) {
      const label = document.createElement("label");
      label.className = "field";
      const words = document.createElement("span");
      words.textContent = trial ? `The configuration of trial ${trial.number}, to be changed:` : "A value for each parameter, for example x: 0.5";
      const area = document.createElement("textarea");
      area.name = "point";
      area.spellcheck = false;
      label.append(words, area);
      if (trial) {
        try {
          const response = await fetch(`${base}/points/${trial.number}`);
          area.value = response.ok ? await response.text() : "";
        } catch {
          area.value = "";
        }
      }
      return label;
    }
  };
})();
