/** Studies on a virtual clock: synthetic problems, recorded learning curves, and faults on demand. */
@NullMarked
package winnow.simulator;

import org.jspecify.annotations.NullMarked;
