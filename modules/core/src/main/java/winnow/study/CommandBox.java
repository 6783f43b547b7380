package winnow.study;

import java.io.IOException;
import java.util.List;
import winnow.search.StudyEvent.Requested;

/** Where persons leave what they ask of a running study. Used by one thread at a time. */
public interface CommandBox {

    /**
     * What lies in the box.
     *
     * @param requests not answered yet, oldest first
     * @param refused what was no request and was put aside, and why, for a person
     */
    record Post(List<Requested> requests, List<String> refused) {
        public static final Post EMPTY = new Post(List.of(), List.of());

        public Post {
            requests = List.copyOf(requests);
            refused = List.copyOf(refused);
        }
    }

    /** Looks into the box. A request is there until it is answered. */
    Post look() throws IOException;

    /** Tells the sender of a request what became of it, and takes the request out. */
    void answer(Effect.Answer answer) throws IOException;

    /** Nobody asks anything. */
    CommandBox NONE = new CommandBox() {
        @Override
        public Post look() {
            return Post.EMPTY;
        }

        @Override
        public void answer(Effect.Answer answer) {
            throw new IllegalStateException("nobody asked " + answer.request());
        }
    };
}
