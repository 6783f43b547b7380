/** The 24 noise-free functions of the Black-Box Optimization Benchmarking workshops. */
@NullMarked
package winnow.simulator.function.bbob;

import org.jspecify.annotations.NullMarked;
