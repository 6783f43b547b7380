package winnow.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import winnow.search.Limits;
import winnow.search.Precedent;
import winnow.search.StudyEvent;
import winnow.search.StudyEvent.SessionOpened;
import winnow.search.StudyEvent.WarmStarted;
import winnow.space.Configuration;
import winnow.space.Value;
import winnow.study.Entry;

/** What a report says of the studies that its study began with. */
class BeginningsTest {
    private static final Precedent PRECEDENT = new Precedent(new Configuration(Map.of("x", Value.of(1))), 0.5);

    private static List<Entry> entries(StudyEvent... events) {
        return List.of(new Entry(1, Instant.EPOCH, 0, List.of(events)));
    }

    @Test
    void theStudiesTheirObservationsAndWhatWasDroppedAreTold() {
        var reasons = new TreeMap<>(Map.of("x is 9, outside of the space", 3, "nothing was measured", 1));
        var beginnings = Beginnings.of(entries(
                new WarmStarted("studies/first", 6, List.of(PRECEDENT, PRECEDENT), reasons),
                new WarmStarted("studies/second", 1, List.of(PRECEDENT), Map.of())));

        assertThat(beginnings.sentence())
                .isEqualTo("The strategy began with 3 observations of earlier studies: 2 from studies/first, 1 from"
                        + " studies/second. They count in no figure, plot or limit of this report.");
        assertThat(beginnings.taken().stream().map(Beginnings::words))
                .containsExactly(
                        "takes 2 of 6 trials from studies/first; leaves out 1 (nothing was measured), 3 (x is 9, outside"
                                + " of the space)",
                        "takes 1 of 1 trial from studies/second");
    }

    @Test
    void aStudyThatBeganWithNothingSaysNothing() {
        assertThat(Beginnings.of(entries(new SessionOpened(1, Limits.NONE, Map.of())))
                        .sentence())
                .isEmpty();
        assertThat(StudyReport.html(Samples.quickstart())).doesNotContain("earlier studies", "warm start");
    }

    @Test
    void theReportHasThem() {
        var quickstart = Samples.quickstart();
        var entries = new ArrayList<>(quickstart.entries());
        var first = entries.get(0);
        var events = new ArrayList<>(first.events());
        events.add(new WarmStarted("studies/<b>first", 2, List.of(PRECEDENT), Map.of("nothing was measured", 1)));
        entries.set(0, new Entry(first.sequence(), first.at(), first.elapsedMillis(), events));
        var html = StudyReport.html(new ReportInput(
                quickstart.state(), entries, quickstart.provenance(), quickstart.specText(), quickstart.command()));

        assertThat(html)
                .contains("The strategy began with 1 observation of earlier studies: 1 from studies/&lt;b&gt;first.")
                .contains("takes 1 of 2 trials from studies/&lt;b&gt;first; leaves out 1 (nothing was measured)");
    }
}
