package winnow.scheduler;

import java.util.AbstractCollection;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePSet;
import winnow.search.Dominance;

/**
 * An immutable sorted set of scores that knows ranks: adding one, the rank of one and the one of a rank take O(log n).
 * Equal by content.
 *
 * <p>Scores of several losses are ranked by {@link FrontOrder}, which is found anew when it is first asked for after a
 * change. So all schedulers rank by fronts where a study has several metrics.
 *
 * <p>A weight-balanced tree (Nievergelt and Reingold 1973) with the parameters (3, 2) that Hirai and Yamamoto proved
 * correct ("Balancing weight-balanced trees", Journal of Functional Programming 21, 2011).
 */
public final class Ranking extends AbstractCollection<Score> {
    public static final Ranking EMPTY = new Ranking(null, false);

    private static final int DELTA = 3;
    private static final int GAMMA = 2;

    private final @Nullable Node root;
    private final boolean hasSeveral;
    private @Nullable FrontOrder order;

    private Ranking(@Nullable Node root, boolean hasSeveral) {
        this.root = root;
        this.hasSeveral = hasSeveral;
    }

    /** The ranking of some scores. */
    public static Ranking of(Iterable<Score> scores) {
        var ranking = EMPTY;
        for (var score : scores) {
            ranking = ranking.plus(score);
        }
        return ranking;
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
        return contains(score)
                ? this
                : new Ranking(insert(root, score), hasSeveral || !score.others().isEmpty());
    }

    @Override
    public boolean contains(@Nullable Object object) {
        if (!(object instanceof Score score)) {
            return false;
        }
        int lower = lower(score);
        return lower < size() && byLoss(lower + 1).equals(score);
    }

    /** By fronts; threads that ask at once find the same. */
    private FrontOrder order() {
        var known = order;
        if (known == null) {
            known = FrontOrder.of(this::ascent);
            order = known;
        }
        return known;
    }

    /** How many scores are better: 0 for the best; also for a score that is not among them. */
    public int better(Score score) {
        return hasSeveral ? order().better(score).orElseGet(() -> plus(score).better(score)) : lower(score);
    }

    private int lower(Score score) {
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
        return hasSeveral ? order().scores().get(Objects.checkIndex(rank - 1, size())) : byLoss(rank);
    }

    /** A score of several losses that dominates one, if any does; a single loss dominates nothing. */
    Optional<Score> dominator(Score score) {
        return hasSeveral ? order().dominator(score) : Optional.empty();
    }

    /** Whether a score is worse than another: with one loss if it is higher, with several if it is dominated. */
    public static boolean isWorse(Score score, Score other) {
        boolean isByFronts = score.isFinite() && !other.others().isEmpty();
        return isByFronts ? Dominance.dominates(other.losses(), score.losses()) : score.loss() > other.loss();
    }

    /** Whether scores have several losses, so that a trial may be good in more than one way. */
    boolean hasSeveral() {
        return hasSeveral;
    }

    /**
     * The best of some scores that are among these.
     *
     * @param some not empty
     */
    Score best(TreePSet<Score> some) {
        return hasSeveral ? Collections.min(some, Comparator.comparingInt(this::better)) : some.first();
    }

    /**
     * The worst of some scores that are among these.
     *
     * @param some not empty
     */
    Score worst(TreePSet<Score> some) {
        return hasSeveral ? Collections.max(some, Comparator.comparingInt(this::better)) : some.last();
    }

    private Score byLoss(int rank) {
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
        return hasSeveral ? order().scores().iterator() : ascent();
    }

    private Iterator<Score> ascent() {
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
        var ours = ascent();
        var theirs = ranking.ascent();
        while (ours.hasNext()) {
            if (!ours.next().equals(theirs.next())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (var scores = ascent(); scores.hasNext(); ) {
            hash = 31 * hash + scores.next().hashCode();
        }
        return hash;
    }
}
