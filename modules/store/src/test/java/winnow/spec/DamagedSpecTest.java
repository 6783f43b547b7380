package winnow.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DamagedSpecTest {

    @Test
    void everyDamagedSpecIsAcceptedOrRefusedWithAPlace() {
        int accepted = 0;
        int specs = 10_000;
        for (int number = 0; number < specs; number++) {
            var text = Damage.spec(number);
            var lines = text.lines().count() + 1;
            try {
                Specs.read(text);
                accepted++;
            } catch (InvalidSpecException e) {
                assertThat(e.problems())
                        .as("spec %s:\n%s", number, text)
                        .isNotEmpty()
                        .allSatisfy(problem -> {
                            assertThat(problem.place().line()).isBetween(1, (int) lines);
                            assertThat(problem.place().column()).isPositive();
                            assertThat(problem.message())
                                    .isNotBlank()
                                    .doesNotContain("winnow.", "Exception")
                                    .isNotEqualTo("null");
                        });
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("spec " + number + ":\n" + text, e);
            }
        }
        assertThat(accepted).isBetween(specs / 50, specs / 2);
    }
}
