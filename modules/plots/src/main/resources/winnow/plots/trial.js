/* The selected trial: its configuration, its metrics, its life. */
(function () {
  "use strict";
  const winnow = globalThis.winnow;

  winnow.trial = function (study, element) {
    const draw = (number) => {
      element.replaceChildren();
      element.hidden = number === null;
      document.documentElement.classList.toggle("with-trial", number !== null);
      if (number !== null) {
        describe(study, element, study.trialOf(number));
      }
    };
    study.on("select.trial", draw);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && study.selected !== null) {
        study.select(null);
      }
    });
    const asked = /^#trial-(\d{1,9})$/.exec(location.hash);
    if (asked && study.trialOf(Number(asked[1]))) {
      study.select(Number(asked[1]));
    } else {
      draw(study.selected);
    }
  };

  function describe(study, element, trial) {
    const panel = d3.select(element);
    const head = panel.append("header");
    winnow.swatch(head, trial.status);
    const rank = trial.rank ? `, rank ${trial.rank} of ${study.ranked.length}` : "";
    head.append("h3").text(`Trial ${trial.number}: ${trial.status}${rank}`);
    if (!study.compared.includes(trial.number) && study.compared.length < winnow.mostCompared) {
      head
        .append("button")
        .attr("type", "button")
        .text("compare")
        .on("click", (event) => {
          study.compare([...study.compared, trial.number]);
          event.target.remove();
        });
    }
    head
      .append("button")
      .attr("type", "button")
      .attr("aria-label", "Close")
      .text("×")
      .on("click", () => study.select(null));
    const content = panel.append("div").attr("class", "columns");
    const measured = trial.best
      ? study.metrics.map((metric, place) => [metric.name, winnow.number(trial.metrics[place], 6)])
      : [];
    const others = study.metrics
      .map((metric, place) => [metric.name, winnow.bestOf(study, trial, place)])
      .filter(([, best], place) => place > 0 && best !== null && best.epoch !== trial.best)
      .map(([name, best]) => [`best ${name}`, `${winnow.number(best.value, 6)} at epoch ${best.epoch}`]);
    facts(content, trial.best ? `At epoch ${trial.best} of ${trial.epochs}` : "Nothing was observed", [
      ...measured,
      ...others,
      ["seconds trained", winnow.seconds(trial.seconds)],
      ["proposed by", trial.origin],
    ]);
    facts(
      content,
      "Configuration",
      study.parameters
        .map((parameter, place) => [parameter.name, winnow.valueText(parameter, trial.values[place], 15)])
        .filter((pair) => pair[1] !== ""),
    );
    const life = content.append("section");
    life.append("h4").text("Life");
    life
      .append("ol")
      .selectAll("li")
      .data(trial.life)
      .join("li")
      .each(function (event) {
        d3.select(this).append("span").attr("class", "epoch").text(`epoch ${event[0]}`);
        d3.select(this).append("span").text(event[1]);
      });
  }

  function facts(content, title, pairs) {
    const section = content.append("section");
    section.append("h4").text(title);
    const list = section.append("dl");
    pairs.forEach((pair) => {
      list.append("dt").text(pair[0]);
      list.append("dd").text(pair[1]);
    });
  }
})();
