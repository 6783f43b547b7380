package winnow.search;

/**
 * A budget at which trials are compared.
 *
 * @param index from 0
 * @param budget in epochs
 * @param trials how many reach it, as planned
 */
public record Rung(int index, int budget, int trials) {}
