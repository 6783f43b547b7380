package winnow.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import winnow.dashboard.Feed.Runner;
import winnow.search.Limits;

/** What a browser is told of a study of many trials. */
class UpdatesTest {
    private static final int TRIALS = 1000;

    /** In which all of them are told. */
    private static final int EVENTS = (TRIALS + Updates.MOST_NEW - 1) / Updates.MOST_NEW;

    private static final Pattern WHOLE_TRIAL = Pattern.compile("\\{\"number\":(\\d+),\"bracket\"");
    private static final Pattern ANY_TRIAL = Pattern.compile("\\{\"number\":(\\d+),\"(?:bracket|status)\"");

    private final Feed feed = new Feed(Shows.spec(Limits.NONE), Runner.HERE);
    private final Crowd crowd = new Crowd(TRIALS, 300);
    private final Updates updates = new Updates(feed);

    private static List<Integer> numbers(Pattern form, String event) {
        return form.matcher(event)
                .results()
                .map((MatchResult match) -> Integer.valueOf(match.group(1)))
                .toList();
    }

    @Test
    void aCrowdIsToldOfBitByBitAndCountedAtOnce() {
        crowd.begin().forEach(feed::accept);
        for (int second = 0; second < 20; second++) {
            crowd.part(0, 1).forEach(feed::accept);
        }
        int winner = feed.view().winner().orElseThrow();
        var known = new HashSet<Integer>();
        int events = 0;
        while (known.size() < TRIALS) {
            var said = updates.next();
            assertThat(said).hasSize(events++ == 0 ? 2 : 1);
            var news = said.get(said.size() - 1);
            assertThat(news).contains("\"running\":" + TRIALS + ",");
            var fresh = numbers(WHOLE_TRIAL, news);
            assertThat(fresh).hasSizeBetween(1, Updates.MOST_NEW + 1).noneMatch(known::contains);
            known.addAll(fresh);
            assertThat(known).contains(winner);
        }
        assertThat(events).isEqualTo(EVENTS);
        assertThat(updates.next()).isEmpty();
    }

    @Test
    void whoHeardOfAllHearsOfChangesAlone() {
        crowd.begin().forEach(feed::accept);
        crowd.part(0, 1).forEach(feed::accept);
        for (int i = 0; i < EVENTS; i++) {
            assertThat(updates.next()).isNotEmpty();
        }
        crowd.part(0, 500).forEach(feed::accept);

        var changes = updates.next().get(0);
        assertThat(numbers(ANY_TRIAL, changes)).containsExactly(0, 500);
        assertThat(numbers(WHOLE_TRIAL, changes)).isEmpty();
        assertThat(changes).contains("\"gone\":[]");
    }

    /** A metric that was never measured before needs the whole, which is as small as the first. */
    @Test
    void theWholeIsToldAgainBitByBit() {
        crowd.begin().forEach(feed::accept);
        for (int i = 0; i < EVENTS; i++) {
            updates.next();
        }
        crowd.part(0, 500).forEach(feed::accept);

        assertThat(updates.next().get(0)).startsWith("event: whole").satisfies(event -> assertThat(
                        numbers(WHOLE_TRIAL, event))
                .hasSizeBetween(Updates.MOST_NEW, Updates.MOST_NEW + 1));
    }
}
