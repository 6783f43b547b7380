/** The command line: where it starts, and how it ends. */
@NullMarked
package winnow.app;

import org.jspecify.annotations.NullMarked;
