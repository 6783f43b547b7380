package winnow.testkit.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What axe-core finds wrong with a page for people who see, hear or move otherwise than most. */
public final class Accessibility {
    private static final String SCRIPT = "/axe.min.js";

    private Accessibility() {}

    /**
     * Violations of WCAG 2.2 A and AA, and of good practice, that axe-core calls serious or critical: each rule with what
     * it asks for and the first places that break it.
     */
    public static List<String> violations(Browser browser) {
        browser.evaluate(script() + "; ''");
        var found = browser.evaluate("""
                axe.run(document, { resultTypes: ['violations'] }).then(result => result.violations
                  .filter(one => one.impact === 'serious' || one.impact === 'critical')
                  .map(one => `${one.id} (${one.impact}), ${one.help}: ${one.nodes.length} places, ` +
                    one.nodes.slice(0, 3).map(node => node.target.join(' ') + ' ' + node.failureSummary).join('; '))
                  .map(text => text.replaceAll(/\\s+/g, ' '))
                  .join('\\n'))
                """);
        return found.lines().toList();
    }

    private static String script() {
        try (var stream = Accessibility.class.getResourceAsStream(SCRIPT)) {
            if (stream == null) {
                throw new IllegalStateException("axe-core is missing from the class path: " + SCRIPT);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("axe-core cannot be read", e);
        }
    }
}
