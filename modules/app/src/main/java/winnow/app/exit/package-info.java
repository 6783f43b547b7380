/** How a command ends: its exit codes, and the exception that says why it could not be carried out. */
@NullMarked
package winnow.app.exit;

import org.jspecify.annotations.NullMarked;
