/** Trials as a table that can be asked: names of fields, conditions on them, orders. */
@NullMarked
package winnow.app.trials;

import org.jspecify.annotations.NullMarked;
