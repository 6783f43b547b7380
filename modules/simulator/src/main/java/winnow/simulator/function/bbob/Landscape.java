package winnow.simulator.function.bbob;

/** A function of d numbers; 0 at its optimum. */
@FunctionalInterface
interface Landscape {
    double at(double[] x);
}
