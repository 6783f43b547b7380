/** Several studies side by side: who had found what after how many epochs, and how sure a difference is. */
@NullMarked
package winnow.app.compare;

import org.jspecify.annotations.NullMarked;
