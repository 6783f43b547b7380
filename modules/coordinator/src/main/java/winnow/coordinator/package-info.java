/** The actors around a study: they carry messages to the engine and its effects out, and decide nothing. */
@NullMarked
package winnow.coordinator;

import org.jspecify.annotations.NullMarked;
