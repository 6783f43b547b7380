/**
 * D3 and our own JavaScript and CSS: plots of a study, drawn by the results report and by the live page alike. What they
 * draw is described at the top of {@code base.js}.
 */
@NullMarked
package winnow.plots;

import org.jspecify.annotations.NullMarked;
