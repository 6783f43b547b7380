/** Models of loss over a search space. */
@NullMarked
package winnow.surrogate;

import org.jspecify.annotations.NullMarked;
