package winnow.search;

/** What becomes of a trial, with the reason. Pruning is a verdict. */
public sealed interface Verdict {

    /** Why, for a person; may be empty only for {@link Continue}. */
    String reason();

    /** Train on. The only verdict that is not journalled. */
    record Continue() implements Verdict {
        @Override
        public String reason() {
            return "";
        }
    }

    /** Wait with its checkpoint: it may be promoted later. */
    record Pause(String reason) implements Verdict {}

    /** It is pruned: it will never train again and may lose its checkpoint. */
    record Stop(String reason) implements Verdict {}

    /** It has had the largest budget there is. */
    record Complete(String reason) implements Verdict {}

    /** It cannot be trained. Given by the engine, never by a scheduler. */
    record Fail(String reason) implements Verdict {}

    Verdict CONTINUE = new Continue();
}
