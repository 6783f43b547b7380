/** One study as a pure state machine: inputs become events, events change the state, nothing else does. */
@NullMarked
package winnow.study;

import org.jspecify.annotations.NullMarked;
