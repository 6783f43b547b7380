/** Functions with known optima, to measure strategies on: continuous, mixed and conditional ones. */
@NullMarked
package winnow.simulator.function;

import org.jspecify.annotations.NullMarked;
