package winnow.strategy;

import java.util.function.Supplier;
import winnow.search.Surrogate;

/**
 * The models that strategies are given; who joins the modules says which they are.
 *
 * @param gaussianProcess for {@link BayesianSearch}
 */
public record Surrogates(Supplier<Surrogate> gaussianProcess) {}
