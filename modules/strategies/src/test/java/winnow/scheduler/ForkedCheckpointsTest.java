package winnow.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import winnow.search.Limits;
import winnow.study.Effect;
import winnow.study.Input;
import winnow.study.Moment;
import winnow.study.StudyEngine;
import winnow.study.StudyState;
import winnow.testkit.Drawing;
import winnow.testkit.SampleSpaces;
import winnow.testkit.SampleStudy;
import winnow.trial.Assignment;
import winnow.trial.Checkpoint;
import winnow.trial.Metrics;
import winnow.trial.Observation;
import winnow.trial.Outcome;
import winnow.trial.Report;

/** What becomes of checkpoints that forked trials borrow, in a study of population-based training. */
class ForkedCheckpointsTest {
    private static final Limits LIMITS = Limits.ofTrials(24);

    private final Set<Checkpoint> written = new HashSet<>();
    private final Set<Checkpoint> dropped = new HashSet<>();
    private final Deque<Assignment> waiting = new ArrayDeque<>();
    private StudyState state = StudyState.initial(
            SampleStudy.of(SampleSpaces.oneReal()).limits(LIMITS).spec(),
            Drawing.ENDLESS,
            new PopulationTraining(4, Ladder.each(2, 12), 0.5, 0.25, Set.of("x"), 1));
    private int borrowed;

    @Test
    void areThereWhenAForkBeginsAndGoWhenNobodyNamesThem() {
        step(new Input.Open("sample", LIMITS, Map.of()));
        while (!waiting.isEmpty()) {
            train(waiting.remove());
        }
        assertThat(state.isFinished()).isTrue();
        assertThat(borrowed).isGreaterThanOrEqualTo(10);
        var named = new HashSet<Checkpoint>();
        state.trials().forEach(t -> named.addAll(t.checkpoints()));
        var left = new HashSet<>(written);
        left.removeAll(dropped);
        assertThat(left).isEqualTo(named);
        assertThat(left.size()).isLessThan(written.size() / 4);
    }

    private void train(Assignment assignment) {
        assertThat(assignment.starts()).noneMatch(dropped::contains);
        assertThat(written).containsAll(assignment.starts());
        if (!assignment.starts().isEmpty() && assignment.starts().get(0).trial() != assignment.trial()) {
            borrowed++;
        }
        int trial = assignment.trial();
        Optional<Checkpoint> saved = Optional.empty();
        for (int epoch = assignment.from() + 1; epoch <= assignment.to(); epoch++) {
            var checkpoint = new Checkpoint(trial, epoch, assignment.attempt(), "sample", 1);
            written.add(checkpoint);
            saved = Optional.of(checkpoint);
            var metrics = Metrics.of(SampleStudy.METRIC, (trial * 7 % 5) + 1.0 / epoch);
            step(new Input.Epoch(new Report(trial, assignment.attempt(), new Observation(epoch, metrics, 1), saved)));
        }
        step(new Input.End(trial, assignment.attempt(), new Outcome.Reached(assignment.to(), saved)));
    }

    private void step(Input input) {
        var step = StudyEngine.step(state, input, new Moment(Instant.EPOCH, Duration.ZERO, 1));
        state = step.state();
        for (var effect : step.effects()) {
            if (effect instanceof Effect.Launch launch) {
                waiting.add(launch.assignment());
            } else if (effect instanceof Effect.Drop drop) {
                dropped.add(drop.checkpoint());
            }
        }
    }
}
