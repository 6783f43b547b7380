/** The ports of a search: strategies propose configurations, schedulers decide how far each is trained. */
@NullMarked
package winnow.search;

import org.jspecify.annotations.NullMarked;
