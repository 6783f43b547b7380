package winnow.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static winnow.testkit.Property.forAll;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RankingTest {

    @Test
    void knowsTheRanksOfASortedSet() {
        forAll(300, random -> {
            var ranking = Ranking.EMPTY;
            var sorted = new TreeSet<Score>();
            for (int i = random.nextInt(200); i > 0; i--) {
                var score = new Score(random.nextInt(20), random.nextInt(50));
                ranking = ranking.plus(score);
                sorted.add(score);
            }
            assertThat(ranking).containsExactlyElementsOf(sorted);
            int rank = 1;
            for (var score : sorted) {
                assertThat(ranking.rank(score)).isEqualTo(rank);
                assertThat(ranking.at(rank)).isEqualTo(score);
                rank++;
            }
            var absent = new Score(random.nextInt(20) + 0.5, 7);
            assertThat(ranking.better(absent)).isEqualTo(sorted.headSet(absent).size());
        });
    }

    @Test
    void addingChangesNothingThatWas() {
        var one = Ranking.EMPTY.plus(new Score(1, 0));
        var two = one.plus(new Score(0, 1));
        assertThat(one).containsExactly(new Score(1, 0));
        assertThat(two).containsExactly(new Score(0, 1), new Score(1, 0));
        assertThat(two.plus(new Score(1, 0))).isSameAs(two);
        assertThat(two.contains(new Score(1, 0))).isTrue();
        assertThat(two.contains(new Score(1, 2))).isFalse();
    }

    @Test
    void equalsByContentWhateverTheOrder() {
        forAll(100, random -> {
            var scores = new ArrayList<Score>();
            for (int i = 0; i < 60; i++) {
                scores.add(new Score(random.nextInt(30), i));
            }
            var ranking = rankingOf(scores);
            for (int i = scores.size() - 1; i > 0; i--) {
                Collections.swap(scores, i, random.nextInt(i + 1));
            }
            var shuffled = rankingOf(scores);
            assertThat(shuffled).isEqualTo(ranking).hasSameHashCodeAs(ranking);
            assertThat(shuffled.plus(new Score(-1, 99))).isNotEqualTo(ranking);
        });
    }

    @Test
    void staysBalancedHoweverScoresCome() {
        int size = 100_000;
        for (int step : new int[] {1, -1, 17}) {
            var ranking = Ranking.EMPTY;
            for (int i = 0; i < size; i++) {
                ranking = ranking.plus(new Score(Math.floorMod((long) step * i, (long) size), 0));
            }
            assertThat(ranking.size()).isEqualTo(size);
            assertThat(ranking.height()).isLessThan(40);
            int third = size / 3;
            assertThat(ranking.at(third + 1).loss()).isEqualTo(third);
        }
    }

    @Test
    void refusesRanksThatThereAreNot() {
        var ranking = rankingOf(List.of(new Score(1, 0), new Score(2, 1)));
        assertThatThrownBy(() -> ranking.at(0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> ranking.at(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void ranksWhatIsNotFiniteLastAndEqualLossesByTrial() {
        var ranking = rankingOf(List.of(
                new Score(Double.NaN, 1),
                new Score(0.0, 5),
                new Score(-0.0, 4),
                new Score(Double.NEGATIVE_INFINITY, 2),
                new Score(-1, 3)));
        assertThat(ranking).extracting(Score::trial).containsExactly(3, 4, 5, 1, 2);
    }

    private static Ranking rankingOf(List<Score> scores) {
        var ranking = Ranking.EMPTY;
        for (var score : scores) {
            ranking = ranking.plus(score);
        }
        return ranking;
    }
}
