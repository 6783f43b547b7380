/* Draws the comparison inside the page. */
(function () {
  "use strict";
  const winnow = globalThis.winnow;
  const trouble = document.getElementById("trouble");
  try {
    const comparison = JSON.parse(document.getElementById("comparison").textContent);
    winnow.show(winnow.anytime, comparison, document.getElementById("anytime"));
  } catch (error) {
    trouble.hidden = false;
    trouble.textContent = "Part of this page could not be drawn: " + error.message;
    reportError(error);
  }
  document.documentElement.dataset.drawn = trouble.hidden ? "yes" : "no";
})();
