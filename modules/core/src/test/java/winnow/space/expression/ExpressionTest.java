package winnow.space.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winnow.random.RandomStream;

class ExpressionTest {
    private static final Map<String, Symbol> SYMBOLS = symbols();
    private static final Map<String, Object> VALUES =
            Map.of("learning_rate", 0.5, "batch_size", 64.0, "optimizer", "sgd", "flip", true, "max", 3.0);

    private static Map<String, Symbol> symbols() {
        Map<String, Symbol> symbols = new LinkedHashMap<>();
        symbols.put("learning_rate", new Symbol(Optional.of(Type.NUMBER), Set.of()));
        symbols.put("batch_size", new Symbol(Optional.of(Type.NUMBER), Set.of()));
        symbols.put("max", new Symbol(Optional.of(Type.NUMBER), Set.of()));
        symbols.put("optimizer", new Symbol(Optional.of(Type.TEXT), Set.of("sgd", "adam")));
        symbols.put("flip", new Symbol(Optional.of(Type.TRUTH), Set.of()));
        symbols.put("mixed", new Symbol(Optional.empty(), Set.of("none")));
        return symbols;
    }

    private static Object evaluate(String source) {
        Expression expression = Expression.parse(source);
        expression.type(SYMBOLS);
        return expression.evaluate(name -> Objects.requireNonNull(VALUES.get(name), name));
    }

    @ParameterizedTest
    @CsvSource({
        "1 + 2 * 3, 7",
        "(1 + 2) * 3, 9",
        "10 - 4 - 3, 3",
        "64 / 4 / 2, 8",
        "7 % 4, 3",
        "-7 % 4, -3",
        "2 ^ 3 ^ 2, 512",
        "-2 ^ 2, -4",
        "2 ^ -1, 0.5",
        "--3, 3",
        "+3, 3",
        "1e-3 * 1000, 1",
        ".5 + 1., 1.5",
        "learning_rate * 64 / batch_size, 0.5",
        "'min(3, 1, 2)', 1",
        "'max(3, 1, 2)', 3",
        "max + 1, 4",
        "abs(-3), 3",
        "log(exp(2)), 2",
        "sqrt(16), 4",
        "'pow(2, 10)', 1024",
        "-abs(-3) ^ 2, -9"
    })
    void computes(String source, double expected) {
        assertThat((double) evaluate(source)).isCloseTo(expected, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({
        "1 < 2, true",
        "2 <= 1, false",
        "1 == 1.0, true",
        "1 != 1, false",
        "2 > 1, true",
        "2 >= 3, false",
        "learning_rate * 64 / batch_size <= 0.5, true",
        "optimizer == \"sgd\", true",
        "\"sgd\" != optimizer, false",
        "optimizer != \"adam\", true",
        "flip, true",
        "not flip, false",
        "!flip or flip, true",
        "!flip && flip, false",
        "flip == true, true",
        "true or false and false, true",
        "(true or false) and false, false",
        "not 1 > 2, true",
        "1 < 2 and 2 < 3 || false, true",
        "0 / 0 == 0 / 0, false",
        "0 / 0 < 1, false",
        "0 / 0 != 0 / 0, true",
        "not not true, true",
        "1 / 0 > 1e300, true",
        "-0 == 0, true"
    })
    void decides(String source, boolean expected) {
        assertThat(evaluate(source)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; 1; not the end",
                "1 +; 4; not the end",
                "1 + + * 2; 7; not '*'",
                "1 2; 3; expected an operator or the end",
                "(1 + 2; 7; expected ')' for the '(' in column 1",
                "1 + 2); 6; expected an operator or the end",
                "2 ** 3; 4; a power is written '^'",
                "a = b; 3; '=='",
                "a & b; 3; 'and'",
                "a | b; 3; 'or'",
                "a # b; 3; '#' means nothing",
                "a é b; 3; U+00E9",
                "1 < 2 < 3; 7; cannot be chained",
                "64learning; 1; '*' to multiply",
                "1.2.3; 1; neither a number",
                "1e999; 1; too large",
                "optimizer == \"sgd; 14; no closing",
                "mxa(1, 2); 1; did you mean 'max'?",
                "abs(1, 2); 1; takes 1 number, not 2",
                "min(1); 1; takes 2 or more numbers, not 1",
                "min(); 5; not ')'",
                "and 1; 1; not 'and'"
            })
    void mistakesInTheFormHaveTheirColumn(String source, int column, String message) {
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> Expression.parse(source))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.column()).isEqualTo(column));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "learningrate < 1; 1; did you mean 'learning_rate'?",
                "optimizer < 1; 1; '<' needs a number here, not optimizer, which is a text",
                "1 + optimizer == 2; 5; '+' needs a number",
                "optimizer == 1; 11; needs two of a kind, not a text and a number",
                "flip == 1; 6; not true or false and a number",
                "optimizer == \"sdg\"; 14; optimizer is never 'sdg'; did you mean 'sgd'?",
                "\"rms\" != optimizer; 1; optimizer is never 'rms'",
                "not 1; 5; 'not' needs true or false",
                "-flip < 1; 2; '-' needs a number",
                "flip and 1; 10; 'and' needs true or false",
                "abs(flip) < 1; 5; 'abs' needs a number",
                "mixed == \"none\"; 1; mixes",
                "learning_rate * 2; 15; a constraint must say true or false"
            })
    void mistakesInTheMeaningHaveTheirColumn(String source, int column, String message) {
        Expression expression = Expression.parse(source);
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> expression.requireTruth(SYMBOLS))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.column()).isEqualTo(column));
    }

    @Test
    void depthAndLengthAreBounded() {
        refused("(".repeat(400) + "1" + ")".repeat(400), "levels deep");
        refused("-".repeat(400) + "1", "levels deep");
        refused("not ".repeat(200) + "true", "levels deep");
        refused("2^".repeat(400) + "2", "levels deep");
        refused("abs(".repeat(200) + "2", "levels deep");
        refused("1+".repeat(600) + "1", "at most 1000");
        assertThat(evaluate("1+".repeat(499) + "1")).isEqualTo(500.0);
        assertThat(evaluate("(".repeat(50) + "1" + ")".repeat(50))).isEqualTo(1.0);
        assertThat(evaluate("(1) + ".repeat(100) + "(1)")).isEqualTo(101.0);
    }

    private static void refused(String source, String message) {
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> Expression.parse(source))
                .withMessageContaining(message);
    }

    @Test
    void namesAreThoseMentioned() {
        assertThat(Expression.parse("max(a, b ^ a) > 2 and not (c == 'd' or -e < 1)")
                        .names())
                .containsExactly("a", "b", "c", "e");
    }

    @Test
    void damagedSourcesAreReadOrRefusedWithAColumnAndNothingElse() {
        String[] sound = {
            "learning_rate * 64 / batch_size <= 0.5",
            "not (optimizer == 'sgd' and learning_rate > 1e-3) || flip",
            "max(learning_rate, pow(batch_size, -0.5)) != min(1, 2, abs(-3)) % 7",
            "!flip && optimizer != \"adam\" or log(exp(1)) ^ 2 ^ sqrt(4) >= 1."
        };
        String pool = "()<>=!&|+-*/%^.,'\"0159eEaz_ \t\n\u0000é€\uD83D not and or true max abs learning_rate";
        RandomStream r = RandomStream.of(8, "damage", 0);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            String source = damaged(sound[r.nextInt(sound.length)], pool, r);
            try {
                Expression expression = Expression.parse(source);
                expression.requireTruth(SYMBOLS);
                assertThat(expression.evaluate(name -> Objects.requireNonNull(VALUES.get(name), name)))
                        .isInstanceOf(Boolean.class);
                read++;
            } catch (ExpressionException e) {
                assertThat(e.column()).as(source).isBetween(1, source.length() + 1);
                assertThat(e.problem()).isNotBlank();
            }
        }
        assertThat(read).isBetween(500, 19_500);
    }

    private static String damaged(String source, String pool, RandomStream r) {
        StringBuilder text = new StringBuilder(source);
        for (int edits = r.nextInt(0, 6); edits > 0 && text.length() > 0; edits--) {
            int at = r.nextInt(text.length());
            int from = r.nextInt(pool.length());
            String piece = pool.substring(from, Math.min(pool.length(), from + r.nextInt(1, 5)));
            switch (r.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, piece);
                case 2 -> text.setLength(at);
                default -> text.insert(at, text.substring(r.nextInt(text.length())));
            }
        }
        return text.toString();
    }
}
