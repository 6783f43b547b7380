package winnow.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import winnow.random.RandomStream;
import winnow.scheduler.Asha;
import winnow.scheduler.AshaStopping;
import winnow.scheduler.FullTraining;
import winnow.scheduler.Halving;
import winnow.scheduler.Ladder;
import winnow.scheduler.PercentileStopping;
import winnow.search.Limits;
import winnow.search.Request;
import winnow.search.Scheduler;
import winnow.search.StudyEvent;
import winnow.search.StudyEvent.Requested;
import winnow.simulator.Simulation;
import winnow.space.Configuration;
import winnow.study.Entry;
import winnow.study.StudyState;
import winnow.trial.Assignment;
import winnow.trial.Goal;
import winnow.trial.Metrics;
import winnow.trial.Observation;
import winnow.trial.TrialStatus;

/** The view agrees with the state, and stays small. */
class StudyViewTest {

    static Stream<Scheduler<?>> schedulers() {
        return Stream.of(
                new Asha(Ladder.upTo(1, 9, 3)),
                new AshaStopping(Ladder.upTo(1, 9, 3)),
                new Halving(1, 9, 3),
                new FullTraining(4),
                new PercentileStopping(9, 3, 1, 1, 50));
    }

    /** After each entry of a study in rough weather, with a person who interferes. */
    @ParameterizedTest
    @MethodSource("schedulers")
    void itAgreesWithTheStateAfterEachEntry(Scheduler<?> scheduler) {
        var spec = Shows.spec(Limits.ofTrials(60));
        var begin = Shows.begin(spec, scheduler);
        var result = Simulation.of(begin, Shows.PROBLEM, 4)
                .with(Shows.TROUBLE)
                .asking(StudyViewTest::wishes)
                .run();
        StudyState state = begin;
        var view = StudyView.of(spec);
        for (var entry : result.entries()) {
            state = state.apply(entry);
            view = view.apply(entry);
            agree(view, state);
        }
        assertThat(view.counts().values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(state.history().trials().size());
        assertThat(view.log().size()).isLessThanOrEqualTo(StudyView.MOST_LOGGED);
    }

    private static List<Requested> wishes(Entry entry) {
        var random = RandomStream.of(3, "wishes", entry.sequence());
        int trial = random.nextInt(40);
        var id = "w" + entry.sequence();
        return switch (random.nextInt(40)) {
            case 0 -> List.of(new Requested(id, "ana", "", new Request.Kill(trial)));
            case 1 -> List.of(new Requested(id, "ana", "", new Request.Promote(trial, java.util.OptionalInt.empty())));
            case 2 ->
                List.of(
                        new Requested(id, "ana", "a break", new Request.Pause()),
                        new Requested(id + "b", "ana", "", new Request.Resume()));
            case 3 -> List.of(new Requested(id, "ana", "", new Request.Extend(Limits.ofTrials(60 + trial))));
            case 4 -> List.of(new Requested(id, "ana", "", new Request.Pin(trial)));
            case 5 -> List.of(new Requested(id, "ana", "", new Request.Unpin(trial % 8)));
            default -> List.of();
        };
    }

    private static void agree(StudyView view, StudyState state) {
        assertThat(view.sequence()).isEqualTo(state.sequence());
        assertThat(view.spent().epochs()).isEqualTo(state.ledger().charged());
        assertThat(view.spent().millis()).isEqualTo(state.standing().elapsedMillis());
        assertThat(view.standing().phase()).isEqualTo(state.standing().phase());
        assertThat(view.standing().isPaused()).isEqualTo(state.steering().isPaused());
        assertThat(view.standing().limits()).isEqualTo(state.limits());
        assertThat(view.winner()).isEqualTo(state.history().incumbent().map(incumbent -> incumbent.trial()));
        assertThat(view.pinned().keySet()).isEqualTo(state.steering().pinned().keySet());
        var counts = new EnumMap<TrialStatus, Integer>(TrialStatus.class);
        for (var trial : state.trials()) {
            var seen = view.trials().get(trial.number());
            assertThat(seen.status()).isEqualTo(trial.status());
            assertThat(seen.reason()).isEqualTo(trial.reason());
            assertThat(seen.epochs()).isEqualTo(trial.observations().size());
            assertThat(seen.budget()).isEqualTo(trial.budget());
            assertThat(seen.curve().rows()).hasSize(trial.observations().size());
            assertThat(seen.best().map(TrialView.Best::epoch))
                    .isEqualTo(trial.best("loss", Goal.MINIMIZE).map(Observation::epoch));
            counts.merge(trial.status(), 1, Integer::sum);
        }
        assertThat(view.counts()).isEqualTo(counts);
        assertThat(view.open().keySet())
                .isEqualTo(state.tasks().open().values().stream()
                        .filter(task -> task.stage() == winnow.study.Task.Stage.LAUNCHED)
                        .map(task -> task.assignment().trial())
                        .collect(java.util.stream.Collectors.toSet()));
    }

    @Test
    void aDecisionIsInTheLogWithItsReason() {
        var view = StudyView.of(Shows.spec(Limits.ofTrials(20)));
        for (var entry : Shows.asha(20).run().entries()) {
            view = view.apply(entry);
        }

        assertThat(view.log().stream().map(Logged::text))
                .anyMatch(text -> text.startsWith("proposed by random"))
                .anyMatch(text -> text.startsWith("paused: "))
                .anyMatch(text -> text.startsWith("finished: "));
    }

    @Test
    void entriesThatItHasSeenChangeNothing() {
        var entries = Shows.asha(5).run().entries();
        var view = StudyView.of(Shows.spec(Limits.ofTrials(5)));
        for (var entry : entries) {
            view = view.apply(entry);
        }

        assertThat(view.apply(entries.get(3))).isSameAs(view);
    }

    /** Trials are created, run an epoch and are settled, by the ten thousand. */
    @Test
    void itForgetsTheWorstOfThoseThatAreOverAndStillCountsThem() {
        var view = StudyView.of(Shows.spec(Limits.NONE));
        long sequence = 0;
        int count = 10_000;
        for (int number = 0; number < count; number++) {
            double loss = 1 + RandomStream.of(1, "loss", number).nextDouble();
            view = view.apply(new Entry(++sequence, Instant.EPOCH, sequence, life(number, number == 77 ? 0.5 : loss)));
        }

        assertThat(view.trials()).hasSizeBetween(StudyView.MOST_TRIALS, StudyView.MOST_TRIALS + 200);
        assertThat(view.counts()).isEqualTo(Map.of(TrialStatus.COMPLETED, count));
        assertThat(view.winner()).contains(77);
        assertThat(view.trials()).containsKey(77);
        assertThat(view.stays().size()).isLessThanOrEqualTo(StudyView.MOST_STAYS + 200);
        assertThat(view.log().size()).isLessThanOrEqualTo(StudyView.MOST_LOGGED);
    }

    private static List<StudyEvent> life(int number, double loss) {
        IntFunction<Configuration> configuration = n -> new Configuration(
                Map.of("rate", winnow.space.Value.of(0.1), "optimizer", winnow.space.Value.of("sgd")));
        var assignment = new Assignment(
                number + 1,
                number,
                1,
                configuration.apply(number),
                1,
                0,
                1,
                List.of(),
                java.util.OptionalDouble.empty(),
                "");
        var events = new ArrayList<StudyEvent>();
        events.add(
                new StudyEvent.TrialCreated(number, configuration.apply(number), "random", "", Optional.empty(), 0, 1));
        events.add(new StudyEvent.Assigned(assignment, 0, "next"));
        events.add(
                new StudyEvent.Reported(number, 1, new Observation(1, Metrics.of("loss", loss), 1), Optional.empty()));
        events.add(new StudyEvent.Ended(number, 1, new winnow.trial.Outcome.Reached(1, Optional.empty())));
        events.add(new StudyEvent.Judged(number, 1, new winnow.search.Verdict.Complete("done")));
        return events;
    }

    @Test
    void gainsAreThinnedAndTheLastStays() {
        var view = StudyView.of(Shows.spec(Limits.NONE));
        for (int number = 0; number < 5_000; number++) {
            view = view.apply(new Entry(number + 1, Instant.EPOCH, number, life(number, 10_000 - number)));
        }

        assertThat(view.gains()).hasSizeBetween(StudyView.MOST_GAINS / 2, StudyView.MOST_GAINS);
        assertThat(view.gains().get(view.gains().size() - 1).value()).isEqualTo(5_001);
    }
}
