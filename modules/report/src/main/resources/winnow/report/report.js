/* Draws the results report from the study inside the page. One plot that fails leaves the others standing. */
(function () {
  "use strict";
  const winnow = globalThis.winnow;
  const PLOTS = Array.from(document.querySelectorAll(".drawing"), (element) => element.id);
  const trouble = document.getElementById("trouble");
  const attempt = (action) => {
    try {
      action();
    } catch (error) {
      trouble.hidden = false;
      trouble.textContent = "Part of this report could not be drawn: " + error.message;
      reportError(error);
    }
  };
  attempt(() => {
    const study = winnow.study(JSON.parse(document.getElementById("study").textContent));
    for (const name of PLOTS) {
      attempt(() => winnow.show(winnow[name], study, document.getElementById(name)));
    }
    attempt(() => winnow.trial(study, document.getElementById("trial")));
  });
  document.documentElement.dataset.drawn = trouble.hidden ? "yes" : "no";
})();
