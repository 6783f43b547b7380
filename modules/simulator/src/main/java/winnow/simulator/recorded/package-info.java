/** Results of real searches, recorded by others in tables, that answer in place of a training. */
@NullMarked
package winnow.simulator.recorded;

import org.jspecify.annotations.NullMarked;
