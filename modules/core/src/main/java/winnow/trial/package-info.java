/** A trial and what happens to it: assignments out, observations and outcomes back. Pure values. */
@NullMarked
package winnow.trial;

import org.jspecify.annotations.NullMarked;
