/** What a person reads in a terminal: pure functions from the state of a study to lines, and those who print them. */
@NullMarked
package winnow.app.display;

import org.jspecify.annotations.NullMarked;
