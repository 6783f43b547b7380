package winnow.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import winnow.search.StudyEvent;
import winnow.search.StudyEvent.Reported;
import winnow.search.StudyEvent.StrategyExhausted;
import winnow.study.Entry;
import winnow.study.JournalException;
import winnow.trial.Metrics;
import winnow.trial.Observation;

class JournalActorTest {
    private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
    private final ManualTime time = ManualTime.get(kit.system());
    private final TestProbe<StudyActor.Message> study = kit.createTestProbe();
    private final MemoryJournal journal = new MemoryJournal();
    private final TestProbe<JournalActor.Command> seen = kit.createTestProbe();
    private final ActorRef<JournalActor.Command> actor = kit.spawn(
            Behaviors.monitor(JournalActor.Command.class, seen.getRef(), JournalActor.create(journal, study.getRef())),
            DispatcherSelector.blocking());

    @AfterEach
    void end() {
        journal.permitAll();
        kit.shutdownTestKit();
    }

    @Test
    void commitsADecisionAtOnce() {
        actor.tell(decision(1));
        study.expectMessage(new StudyActor.Committed(1));
        assertThat(journal.commits()).hasSize(1);
    }

    @Test
    void reportsWaitForCompanyButNotLongerThanFiftyMilliseconds() {
        accept(report(1));
        accept(report(2));
        time.expectNoMessageFor(Duration.ofMillis(39), study);
        accept(report(3));
        time.timePasses(Duration.ofMillis(11));
        study.expectMessage(new StudyActor.Committed(3));
        assertThat(sizes()).containsExactly(3);
    }

    @Test
    void aReportAfterACommitWaitsAnew() {
        accept(report(1));
        time.timePasses(Duration.ofMillis(50));
        study.expectMessage(new StudyActor.Committed(1));
        accept(report(2));
        time.expectNoMessageFor(Duration.ofMillis(39), study);
        time.timePasses(Duration.ofMillis(11));
        study.expectMessage(new StudyActor.Committed(2));
    }

    @Test
    void aDecisionTakesWaitingReportsAlong() {
        actor.tell(report(1));
        actor.tell(report(2));
        actor.tell(decision(3));
        study.expectMessage(new StudyActor.Committed(3));
        assertThat(sizes()).containsExactly(3);
        time.expectNoMessageFor(Duration.ofMillis(50), study);
    }

    @Test
    void whatArrivesDuringACommitSharesTheNextOne() {
        journal.withhold();
        actor.tell(decision(1));
        journal.nextBegun();
        for (int sequence = 2; sequence <= 9; sequence++) {
            actor.tell(sequence % 2 == 0 ? report(sequence) : decision(sequence));
        }
        journal.permitAll();
        study.expectMessage(new StudyActor.Committed(1));
        study.expectMessage(new StudyActor.Committed(9));
        assertThat(sizes()).containsExactly(1, 8);
    }

    @Test
    void acknowledgesNothingBeforeTheJournalDoes() {
        journal.withhold();
        actor.tell(decision(1));
        journal.nextBegun();
        time.expectNoMessageFor(Duration.ofSeconds(1), study);
        journal.permitOne();
        study.expectMessage(new StudyActor.Committed(1));
    }

    @Test
    void commitsWhatWaitsBeforeItCloses() {
        actor.tell(report(1));
        actor.tell(new JournalActor.Close());
        study.expectMessage(new StudyActor.Committed(1));
        study.expectMessage(new StudyActor.Closed(StudyActor.Part.JOURNAL));
    }

    @Test
    void writesNothingMoreAfterAFailure() {
        journal.failAt(entry -> entry.sequence() == 2);
        actor.tell(decision(1));
        study.expectMessage(new StudyActor.Committed(1));
        actor.tell(decision(2));
        assertThat(study.expectMessageClass(StudyActor.Broke.class).cause()).isInstanceOf(JournalException.class);
        actor.tell(decision(3));
        actor.tell(new JournalActor.Close());
        study.expectMessage(new StudyActor.Closed(StudyActor.Part.JOURNAL));
        assertThat(sizes()).containsExactly(1);
        assertThat(journal.nextBegun()).hasSize(1);
        assertThat(journal.nextBegun()).extracting(Entry::sequence).containsExactly(2L);
    }

    /** Sends an entry and waits until it has arrived: the clock stands still for messages under way. */
    private void accept(JournalActor.Append append) {
        actor.tell(append);
        seen.fishForMessage(
                Duration.ofSeconds(20),
                message -> message.equals(append) ? FishingOutcomes.complete() : FishingOutcomes.continueAndIgnore());
    }

    private List<Integer> sizes() {
        return journal.commits().stream().map(List::size).toList();
    }

    private static JournalActor.Append decision(int sequence) {
        return append(sequence, new StrategyExhausted("that was all"));
    }

    private static JournalActor.Append report(int sequence) {
        var observation = new Observation(sequence, Metrics.of("loss", 1), 1);
        return append(sequence, new Reported(0, 1, observation, Optional.empty()));
    }

    private static JournalActor.Append append(int sequence, StudyEvent event) {
        return new JournalActor.Append(new Entry(sequence, Instant.EPOCH, 0, List.of(event)));
    }
}
