/** Searches of problems whose truth is known, many seeds each, and how good what they name is. */
@NullMarked
package winnow.simulator.bench;

import org.jspecify.annotations.NullMarked;
