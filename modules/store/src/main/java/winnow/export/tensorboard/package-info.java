/** A study as TensorBoard reads it: event files, written by hand from the published formats. */
@NullMarked
package winnow.export.tensorboard;

import org.jspecify.annotations.NullMarked;
