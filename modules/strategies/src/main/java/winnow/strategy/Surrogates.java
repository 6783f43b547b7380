package winnow.strategy;

import java.util.function.Supplier;
import winnow.search.Surrogate;

/**
 * The models that strategies are given; who joins the modules says which they are.
 *
 * @param gaussianProcess for {@link BayesianSearch}
 * @param forest for {@link ForestSearch}
 * @param neural for {@link NeuralSearch}
 */
public record Surrogates(Supplier<Surrogate> gaussianProcess, Supplier<Surrogate> forest, Supplier<Surrogate> neural) {}
