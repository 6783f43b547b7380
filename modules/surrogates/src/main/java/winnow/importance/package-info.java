/** How much each parameter of a search matters to the loss. */
@NullMarked
package winnow.importance;

import org.jspecify.annotations.NullMarked;
