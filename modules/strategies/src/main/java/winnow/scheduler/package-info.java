/** Schedulers: who decides how far each trial trains, and promotes, pauses and stops it. */
@NullMarked
package winnow.scheduler;

import org.jspecify.annotations.NullMarked;
