/** Strategies: who proposes the configurations of a study's new trials. */
@NullMarked
package winnow.strategy;

import org.jspecify.annotations.NullMarked;
