package winnow.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Supplier;
import winnow.random.RandomStream;
import winnow.search.Expectation;
import winnow.search.Limits;
import winnow.search.Precedent;
import winnow.search.Request;
import winnow.search.StudyEvent;
import winnow.search.Target;
import winnow.search.Verdict;
import winnow.space.Configuration;
import winnow.space.Value;
import winnow.study.Entry;
import winnow.trial.Ancestor;
import winnow.trial.Assignment;
import winnow.trial.Checkpoint;
import winnow.trial.Goal;
import winnow.trial.Metrics;
import winnow.trial.Observation;
import winnow.trial.Outcome;
import winnow.trial.Signal;

/**
 * Entries with events of every kind and odd contents (quotes, line breaks, other scripts, numbers at the edges), in
 * which nothing fits together: for journals and codecs, which must not care. The same seed gives the same entries.
 */
public final class RandomEntries {
    private static final String[] TEXTS = {
        "",
        "sgd",
        "two words",
        "\"quoted\" \\ and {braces}",
        "line\nbreak\ttab",
        "\u0000\u0001\u001f",
        "größer, 学习率",
        "\ud83d\ude00",
        "NaN",
        "1.0",
        "null",
        "\u2028\u2029",
        "half \ud83d a character",
        "</script>"
    };
    private static final double[] EDGES = {
        0.0,
        -0.0,
        1,
        0.1,
        1e-5,
        Math.PI,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        -1e300,
        1e22,
        2.0e-3,
        9007199254740992.0,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };

    private final RandomStream random;

    private RandomEntries(RandomStream random) {
        this.random = random;
    }

    /** A generator; draws from the stream as it goes. */
    public static RandomEntries of(RandomStream random) {
        return new RandomEntries(random);
    }

    /** Entries numbered from {@code first} on. */
    public List<Entry> entries(long first, int count) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(entry(first + i));
        }
        return entries;
    }

    /** An entry with 1 to 4 events. */
    public Entry entry(long sequence) {
        var at = Instant.ofEpochMilli(1_700_000_000_000L + random.nextLong(1_000_000_000L));
        return new Entry(sequence, at, random.nextLong(1L << 40), some(1, 4, this::event));
    }

    /** An event of any kind, each as likely. */
    public StudyEvent event() {
        List<Supplier<StudyEvent>> kinds = List.of(
                () -> new StudyEvent.StudyStarted(text(), random.nextLong(), text()),
                () -> new StudyEvent.WarmStarted(text(), count(), some(0, 4, this::precedent), counts()),
                () -> new StudyEvent.SessionOpened(count(), limits(), texts()),
                () -> new StudyEvent.TrialCreated(
                        count(), configuration(), text(), text(), ancestor(), count(), random.nextLong(), expected()),
                () -> new StudyEvent.Assigned(assignment(), count(), text()),
                () -> new StudyEvent.Reported(count(), count(), observation(), checkpoint()),
                () -> new StudyEvent.Ended(count(), count(), outcome()),
                () -> new StudyEvent.Judged(count(), count(), verdict()),
                () -> new StudyEvent.Revealed(count()),
                () -> new StudyEvent.CheckpointsDropped(count(), text()),
                () -> new StudyEvent.StrategyExhausted(text()),
                () -> new StudyEvent.Closing(pick(StudyEvent.Ending.values()), text()),
                () -> new StudyEvent.StudyFinished(pick(StudyEvent.Ending.values()), text()),
                () -> new StudyEvent.SessionClosed(text()),
                () -> new StudyEvent.Requested(text(), text(), text(), request()));
        return kinds.get(random.nextInt(kinds.size())).get();
    }

    private Optional<Expectation> expected() {
        double value = random.nextGaussian();
        return random.nextBoolean()
                ? Optional.of(new Expectation(count(), value, value - random.nextDouble(), value))
                : Optional.empty();
    }

    /** A request of any kind. */
    public Request request() {
        List<Supplier<Request>> kinds = List.of(
                () -> new Request.Kill(count()),
                () -> new Request.Pin(count()),
                () -> new Request.Unpin(count()),
                () -> new Request.Promote(
                        count(), random.nextBoolean() ? OptionalInt.of(count()) : OptionalInt.empty()),
                () -> new Request.Enqueue(configuration()),
                () -> new Request.Extend(limits()),
                Request.Pause::new,
                Request.Resume::new,
                Request.Stop::new);
        return kinds.get(random.nextInt(kinds.size())).get();
    }

    public Outcome outcome() {
        List<Supplier<Outcome>> kinds = List.of(
                () -> new Outcome.Reached(count(), checkpoint()),
                () -> new Outcome.Stopped(
                        random.nextBoolean() ? Signal.PAUSE : Signal.STOP, random.nextInt(100), checkpoint()),
                () -> new Outcome.Diverged(count(), text()),
                () -> new Outcome.Failed(pick(Outcome.Failure.values()), text()),
                () -> new Outcome.Lost(pick(Outcome.Loss.values()), text()));
        return kinds.get(random.nextInt(kinds.size())).get();
    }

    public Verdict verdict() {
        List<Supplier<Verdict>> kinds = List.of(
                () -> new Verdict.Continue(),
                () -> new Verdict.Pause(text()),
                () -> new Verdict.Stop(text()),
                () -> new Verdict.Complete(text()),
                () -> new Verdict.Fail(text()));
        return kinds.get(random.nextInt(kinds.size())).get();
    }

    /** A value of any kind. */
    public Value value() {
        return switch (random.nextInt(4)) {
            case 0 -> Value.of(finite());
            case 1 -> Value.of(random.nextBoolean() ? random.nextLong() : random.nextInt(1000));
            case 2 -> Value.of(text());
            default -> Value.of(random.nextBoolean());
        };
    }

    private Limits limits() {
        return new Limits(
                maybeCount(),
                maybeCount(),
                maybe(() -> Duration.ofMillis(1 + random.nextLong(1L << 40))),
                maybe(() -> new Target(text(), pick(Goal.values()), number())),
                maybeCount());
    }

    private Configuration configuration() {
        Map<String, Value> values = new LinkedHashMap<>();
        some(0, 5, () -> "p" + random.nextInt(1000)).forEach(name -> values.put(name, value()));
        return new Configuration(values);
    }

    private Assignment assignment() {
        int from = random.nextInt(100);
        return new Assignment(
                count(),
                count(),
                count(),
                configuration(),
                random.nextLong(),
                from,
                from + count(),
                some(0, 3, this::checkpointGiven),
                random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(number()),
                text());
    }

    private Observation observation() {
        Map<String, Double> values = new TreeMap<>();
        some(1, 4, () -> "metric" + random.nextInt(100)).forEach(name -> values.put(name, number()));
        return new Observation(count(), Metrics.of(values), Math.abs(finite()));
    }

    private Optional<Ancestor> ancestor() {
        return maybe(() -> new Ancestor(count(), count()));
    }

    private Optional<Checkpoint> checkpoint() {
        return maybe(this::checkpointGiven);
    }

    private Checkpoint checkpointGiven() {
        return new Checkpoint(count(), count(), count(), text(), random.nextLong(1L << 50), text());
    }

    private Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        // Half a character has no place in the names of JSON.
        some(0, 4, this::text).forEach(key -> texts.put(key.startsWith("half") ? "whole" : key, text()));
        return texts;
    }

    private Precedent precedent() {
        double number = Math.abs(number());
        return new Precedent(configuration(), Double.isNaN(number) ? 1 : number);
    }

    private Map<String, Integer> counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        texts().keySet().forEach(key -> counts.put(key, count()));
        return counts;
    }

    private int count() {
        return 1 + random.nextInt(random.nextBoolean() ? 10 : 1_000_000_000);
    }

    private OptionalInt maybeCount() {
        return random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(count());
    }

    private double number() {
        return random.nextBoolean() ? pick(EDGES) : Double.longBitsToDouble(random.nextLong());
    }

    private double finite() {
        double number = number();
        return Double.isFinite(number) ? number : random.nextGaussian();
    }

    private String text() {
        return pick(TEXTS);
    }

    private double pick(double[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> Optional<T> maybe(Supplier<T> one) {
        return random.nextBoolean() ? Optional.empty() : Optional.of(one.get());
    }

    private <T> List<T> some(int least, int most, Supplier<T> one) {
        List<T> some = new ArrayList<>();
        int count = random.nextInt(least, most + 1);
        for (int i = 0; i < count; i++) {
            some.add(one.get());
        }
        return some;
    }
}
