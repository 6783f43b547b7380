package winnow.trial;

/**
 * The trial and epoch whose checkpoint another trial started from.
 *
 * @param trial number of the parent
 * @param epoch budget of the parent's checkpoint
 */
public record Ancestor(int trial, int epoch) {}
