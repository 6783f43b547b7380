package winnow.testkit;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** The repetitions of a {@link FaultTest}. */
public final class FaultRepetitions implements TestTemplateInvocationContextProvider {
    /** The system property that says how often a fault is tried; once, if it is missing. */
    public static final String PROPERTY = "winnow.faults";

    /** How often a fault is tried. */
    public static int count() {
        int count = Integer.getInteger(PROPERTY, 1);
        if (count < 1) {
            throw new IllegalStateException(PROPERTY + " is " + count + ": at least 1 would be right");
        }
        return count;
    }

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        int all = count();
        return IntStream.rangeClosed(1, all).mapToObj(number -> new Repetition(number, all));
    }

    private record Repetition(int number, int all) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int index) {
            return number + " of " + all;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new Numbered(number));
        }
    }

    private record Numbered(int number) implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType().equals(int.class);
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return number;
        }
    }
}
