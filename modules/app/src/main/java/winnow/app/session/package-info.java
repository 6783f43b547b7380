/** A study in its folder, run on Spark: the wiring of all modules, used by the commands and the Java API alike. */
@NullMarked
package winnow.app.session;

import org.jspecify.annotations.NullMarked;
