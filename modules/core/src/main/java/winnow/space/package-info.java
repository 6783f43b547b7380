/**
 * What is searched: parameters, the conditions and constraints between them, and the configurations they allow.
 *
 * <p>A {@link winnow.space.SearchSpace} maps each {@link winnow.space.Configuration} to a point of the unit cube and
 * back, so that strategies work on numbers in [0, 1] whatever the parameters are. Every value is <i>canonical</i>: one
 * that {@code decode} can return. Everything here is immutable.
 */
@NullMarked
package winnow.space;

import org.jspecify.annotations.NullMarked;
