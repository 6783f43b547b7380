/**
 * Reproducible random numbers: every stream is named by what it is for, so that a study's draws do not depend on the
 * order in which its parts happen to run.
 */
@NullMarked
package winnow.random;

import org.jspecify.annotations.NullMarked;
