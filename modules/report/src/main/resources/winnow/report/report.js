/* Draws the results report from the study inside the page. */
(function () {
  "use strict";
  const winnow = globalThis.winnow;
  const page = document.documentElement;
  try {
    const study = winnow.study(JSON.parse(document.getElementById("study").textContent));
    for (const name of ["leaderboard", "curves", "slices", "progress"]) {
      winnow.show(winnow[name], study, document.getElementById(name));
    }
    winnow.trial(study, document.getElementById("trial"));
    page.dataset.drawn = "yes";
  } catch (error) {
    const trouble = document.getElementById("trouble");
    trouble.textContent = "This report could not be drawn: " + error.message;
    trouble.hidden = false;
    throw error;
  }
})();
