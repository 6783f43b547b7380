/** The commands, one a file: each reads its arguments, has the work done, and prints. */
@NullMarked
package winnow.app.command;

import org.jspecify.annotations.NullMarked;
