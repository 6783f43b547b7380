package winnow.testkit.browser;

import java.util.List;

/** What is wrong with where things stand on a page, told from their boxes as the browser drew them. */
public final class Layout {
    private Layout() {}

    /** Texts of a picture (an {@code svg} that a selector finds) that touch each other: {@code one / other}. */
    public static List<String> overlaps(Browser browser, String svgs) {
        return browser.evaluate("""
                [...document.querySelectorAll(%s)].flatMap(svg => {
                  const boxes = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()])
                    .filter(([text, box]) => text.trim() && box.width > 0);
                  return boxes.flatMap(([a, p], i) => boxes.slice(i + 1)
                    .filter(([b, q]) => p.left < q.right - 1 && q.left < p.right - 1 && p.top < q.bottom - 3 && q.top < p.bottom - 3)
                    .map(([b]) => a + ' / ' + b));
                }).join('\\n')
                """.formatted(Browser.quoted(svgs))).lines().toList();
    }

    /** Texts of a picture that stick out of it, and so are cut. */
    public static List<String> cut(Browser browser, String svgs) {
        return browser.evaluate("""
                [...document.querySelectorAll(%s)].flatMap(svg => {
                  const q = svg.getBoundingClientRect();
                  return [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()])
                    .filter(([, p]) => p.width > 0 && (p.left < q.left - 1.5 || p.right > q.right + 1.5 || p.top < q.top - 2 || p.bottom > q.bottom + 2))
                    .map(([text]) => text);
                }).join('\\n')
                """.formatted(Browser.quoted(svgs))).lines().toList();
    }

    /** Whether a person must scroll sideways to see all of the page. */
    public static boolean isTooWide(Browser browser) {
        return Boolean.parseBoolean(browser.evaluate("document.documentElement.scrollWidth > window.innerWidth"));
    }
}
