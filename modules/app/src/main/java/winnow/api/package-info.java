/** For programs: a search from a Spark program of the user's own, with an objective of the user's own. */
@NullMarked
package winnow.api;

import org.jspecify.annotations.NullMarked;
