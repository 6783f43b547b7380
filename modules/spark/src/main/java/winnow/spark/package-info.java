/** Runs assignments as Spark tasks and brings their reports back while they train. */
@NullMarked
package winnow.spark;

import org.jspecify.annotations.NullMarked;
