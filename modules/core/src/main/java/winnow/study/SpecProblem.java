package winnow.study;

/**
 * Something wrong with a spec, by the name of the field; the reader of the file adds line and column.
 *
 * @param path the field, for example {@code scheduler.max_epochs} or {@code space.momentum}
 * @param message what is wrong and what would be right
 */
public record SpecProblem(String path, String message) {}
