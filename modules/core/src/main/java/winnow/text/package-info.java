/** Words for people: what they probably meant when they wrote something else. */
@NullMarked
package winnow.text;

import org.jspecify.annotations.NullMarked;
