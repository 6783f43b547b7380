package winnow.space;

/**
 * A reason why a parameter, condition or constraint is refused, in words for the person who wrote it.
 *
 * @param subject the parameter's name, or the constraint's source text
 * @param field the part at fault: {@code name}, {@code range}, {@code scale}, {@code step}, {@code choice},
 *     {@code when}, {@code when.PARENT}, {@code constraint}, or {@code space} for the space as a whole
 * @param message what is wrong, with the offending value and the rule
 */
public record SpaceProblem(String subject, String field, String message) {
    @Override
    public String toString() {
        return subject + ": " + message;
    }
}
