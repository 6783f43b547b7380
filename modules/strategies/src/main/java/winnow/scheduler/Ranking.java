package winnow.scheduler;

import java.util.AbstractCollection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An immutable sorted set of scores that knows ranks: adding one, the rank of one and the one of a rank take O(log n).
 * Equal by content.
 *
 * <p>A weight-balanced tree (Nievergelt and Reingold 1973) with the parameters (3, 2) that Hirai and Yamamoto proved
 * correct ("Balancing weight-balanced trees", Journal of Functional Programming 21, 2011).
 */
public final class Ranking extends AbstractCollection<Score> {
    public static final Ranking EMPTY = new Ranking(null);

    private static final int DELTA = 3;
    private static final int GAMMA = 2;

    private final @Nullable Node root;

    private Ranking(@Nullable Node root) {
        this.root = root;
    }

    private record Node(
            Score score,
            int size,
            @Nullable Node left,
            @Nullable Node right) {
        static Node of(Score score, @Nullable Node left, @Nullable Node right) {
            return new Node(score, 1 + count(left) + count(right), left, right);
        }
    }

    private static int count(@Nullable Node node) {
        return node == null ? 0 : node.size();
    }

    @Override
    public int size() {
        return count(root);
    }

    /** The ranking with one more score; itself if it has it already. */
    public Ranking plus(Score score) {
        return contains(score) ? this : new Ranking(insert(root, score));
    }

    @Override
    public boolean contains(@Nullable Object object) {
        if (!(object instanceof Score score)) {
            return false;
        }
        int better = better(score);
        return better < size() && at(better + 1).equals(score);
    }

    /** How many scores are better: 0 for the best; also for a score that is not among them. */
    public int better(Score score) {
        int better = 0;
        for (var node = root; node != null; ) {
            if (score.compareTo(node.score()) <= 0) {
                node = node.left();
            } else {
                better += 1 + count(node.left());
                node = node.right();
            }
        }
        return better;
    }

    /** The rank of a score among these, from 1. */
    public int rank(Score score) {
        return better(score) + 1;
    }

    /**
     * The score of a rank.
     *
     * @param rank from 1, the best
     * @throws IndexOutOfBoundsException if there is none of that rank
     */
    public Score at(int rank) {
        int better = Objects.checkIndex(rank - 1, size());
        var node = Objects.requireNonNull(root);
        while (better != count(node.left())) {
            boolean isLeft = better < count(node.left());
            better -= isLeft ? 0 : 1 + count(node.left());
            node = Objects.requireNonNull(isLeft ? node.left() : node.right());
        }
        return node.score();
    }

    /** The longest way from the root: for tests of its balance. */
    int height() {
        return height(root);
    }

    private static int height(@Nullable Node node) {
        return node == null ? 0 : 1 + Math.max(height(node.left()), height(node.right()));
    }

    /** The tree with a score that it does not have. */
    private static Node insert(@Nullable Node node, Score score) {
        if (node == null) {
            return Node.of(score, null, null);
        }
        return score.compareTo(node.score()) < 0
                ? balanced(node.score(), insert(node.left(), score), node.right())
                : balanced(node.score(), node.left(), insert(node.right(), score));
    }

    private static Node balanced(Score score, @Nullable Node left, @Nullable Node right) {
        if (right != null && isTooHeavy(right, left)) {
            return leaningLeft(score, left, right);
        }
        if (left != null && isTooHeavy(left, right)) {
            return leaningRight(score, left, right);
        }
        return Node.of(score, left, right);
    }

    private static boolean isTooHeavy(Node node, @Nullable Node sibling) {
        return node.size() + 1 > DELTA * (count(sibling) + 1);
    }

    private static boolean isSingle(@Nullable Node inner, @Nullable Node outer) {
        return count(inner) + 1 < GAMMA * (count(outer) + 1);
    }

    private static Node leaningLeft(Score score, @Nullable Node left, Node right) {
        var inner = right.left();
        if (inner == null || isSingle(inner, right.right())) {
            return Node.of(right.score(), Node.of(score, left, inner), right.right());
        }
        return Node.of(
                inner.score(),
                Node.of(score, left, inner.left()),
                Node.of(right.score(), inner.right(), right.right()));
    }

    private static Node leaningRight(Score score, Node left, @Nullable Node right) {
        var inner = left.right();
        if (inner == null || isSingle(inner, left.left())) {
            return Node.of(left.score(), left.left(), Node.of(score, inner, right));
        }
        return Node.of(
                inner.score(), Node.of(left.score(), left.left(), inner.left()), Node.of(score, inner.right(), right));
    }

    /** From best to worst. */
    @Override
    public Iterator<Score> iterator() {
        return new Ascent(root);
    }

    private static final class Ascent implements Iterator<Score> {
        private final Deque<Node> ahead = new ArrayDeque<>();

        Ascent(@Nullable Node root) {
            descend(root);
        }

        private void descend(@Nullable Node from) {
            for (var node = from; node != null; node = node.left()) {
                ahead.push(node);
            }
        }

        @Override
        public boolean hasNext() {
            return !ahead.isEmpty();
        }

        @Override
        public Score next() {
            if (ahead.isEmpty()) {
                throw new NoSuchElementException("the ranking has no more scores");
            }
            var node = ahead.pop();
            descend(node.right());
            return node.score();
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Ranking ranking) || ranking.size() != size()) {
            return false;
        }
        var theirs = ranking.iterator();
        return stream().allMatch(score -> score.equals(theirs.next()));
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (var score : this) {
            hash = 31 * hash + score.hashCode();
        }
        return hash;
    }
}
