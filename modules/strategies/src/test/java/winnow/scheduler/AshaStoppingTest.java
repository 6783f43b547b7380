package winnow.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static winnow.testkit.Property.forAll;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import winnow.search.History;
import winnow.search.Limits;
import winnow.search.Rung;
import winnow.search.StudyEvent;
import winnow.testkit.SchedulerContract;
import winnow.testkit.Weather;
import winnow.trial.TrialStatus;

class AshaStoppingTest extends SchedulerContract {

    AshaStoppingTest() {
        super(AshaStopping.offer());
    }

    @Test
    void trainsEachTrialAsFarAsOptunasSuccessiveHalvingPrunerDoes() throws IOException {
        PeerDecisions.check("asha-stopping", s -> new AshaStopping(Ladder.upTo(s[0], s[1], s[2])));
    }

    @Test
    void stopsWhatTheDefinitionSaysInAnyOrderOfEvents() {
        var stopped = new AtomicInteger();
        forAll(2000, random -> {
            var scheduler = new AshaStopping(
                    Ladder.upTo(1 + random.nextInt(3), 10 + random.nextInt(20), 2 + random.nextInt(3)));
            var limits = Limits.ofTrials(1 + random.nextInt(40));
            var result =
                    Courses.run(scheduler, limits, Weather.rough(random.nextLong()), 1 + random.nextInt(16), random);
            var events = result.events();
            var history = result.state().history();
            stopped.addAndGet(Verdicts.check(
                    events,
                    (place, report) -> mustStop(scheduler.ladder(), history, events.subList(0, place + 1), report)));
        });
        assertThat(stopped.get()).isGreaterThan(1000);
    }

    private static boolean mustStop(Ladder ladder, History history, List<StudyEvent> past, StudyEvent.Reported report) {
        int epoch = report.observation().epoch();
        if (!ladder.budgets().contains(epoch)) {
            return false;
        }
        List<Double> losses = new ArrayList<>();
        Set<Integer> stopped = new HashSet<>();
        for (var event : past) {
            if (event instanceof StudyEvent.Judged judged) {
                stopped.add(judged.trial());
            } else if (event instanceof StudyEvent.Reported other
                    && other.observation().epoch() == epoch
                    && !stopped.contains(other.trial())) {
                losses.add(finite(history.loss(other.observation()).orElseThrow()));
            }
        }
        double own = finite(history.loss(report.observation()).orElseThrow());
        losses.sort(null);
        return own == Double.POSITIVE_INFINITY || own > losses.get(Math.max(0, losses.size() / ladder.factor() - 1));
    }

    private static double finite(double loss) {
        return Double.isFinite(loss) ? loss : Double.POSITIVE_INFINITY;
    }

    @Test
    void saysWhyInWordsAndNumbers() {
        var result = Courses.oneByOne(
                new AshaStopping(Ladder.upTo(1, 9, 3)), 7, Courses.constant(0.604, 0.812, 0.5, 0.9, 0.9, 0.55, 0.9));
        assertThat(Courses.trial(result, 0).reason()).isEqualTo("loss 0.604, rank 1 of 1 at epoch 9, the last rung");
        assertThat(Courses.trial(result, 1).status()).isEqualTo(TrialStatus.STOPPED);
        assertThat(Courses.trial(result, 1).reason())
                .isEqualTo("loss 0.812 at epoch 1 is worse than 0.604, the bar for the best of 2 trials so far");
        assertThat(Courses.trial(result, 6).reason())
                .isEqualTo("loss 0.9 at epoch 1 is worse than 0.55, the bar for the best 2 of 7 trials so far");
    }

    @Test
    void equalLossesTrainOn() {
        var result = Courses.oneByOne(new AshaStopping(Ladder.upTo(1, 9, 3)), 9, (trial, epoch) -> 1);
        assertThat(result.state().history().trials()).allMatch(t -> t.status() == TrialStatus.COMPLETED);
    }

    @Test
    void plansAboutOneTrialInThreeOnEachRung() {
        var plan = new AshaStopping(Ladder.upTo(1, 9, 3)).plan(10);
        assertThat(plan.brackets().get(0).rungs())
                .containsExactly(new Rung(0, 1, 10), new Rung(1, 3, 3), new Rung(2, 9, 1));
    }

    @Test
    void refusesAnEpochLimitThatNoTrialCanBeginUnder() {
        assertThat(Specs.problems(offer(), Limits.NONE.withEpochs(8), "max_epochs", 9))
                .containsExactly("limits.epochs: limits.epochs is 8: not one trial could begin, since scheduler"
                        + " asha-stopping assigns 9 epochs at once (max_epochs)");
    }
}
