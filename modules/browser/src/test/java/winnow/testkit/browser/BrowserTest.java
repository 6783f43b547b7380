package winnow.testkit.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

class BrowserTest {
    private static Browser browser;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        browser = Browser.start();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void actsAsAPersonWould() throws IOException {
        open("<input id=i><button id=b onclick='this.textContent=i.value'>no</button>", View.WIDE);

        browser.click("#i");
        browser.press("ja");
        browser.press(Keys.TAB, Keys.ENTER);

        assertThat(browser.text("#b")).isEqualTo("ja");
        assertThat(browser.count("input, button")).isEqualTo(2);
        browser.evaluate("setTimeout(() => b.dataset.late = 'yes', 60)");
        browser.await("b.dataset.late === 'yes'");
    }

    @Test
    void drags() throws IOException {
        open("<body style='margin:0;height:500px' onmousedown='d=[event.x]' onmouseup='d.push(event.x)'>", View.WIDE);

        browser.drag(10, 20, 110, 40);

        assertThat(browser.evaluate("d.join(' ')")).isEqualTo("10 110");
    }

    @Test
    void tellsWhatTheConsoleSaidAndWhatWasAskedFor() throws IOException {
        open("<script>console.error('ach'); undefined.gone</script><img src='http://127.0.0.1:9/x.png'>", View.WIDE);

        assertThat(browser.complaints())
                .anyMatch(text -> text.contains("ach"))
                .anyMatch(text -> text.contains("TypeError"));
        assertThat(browser.requests()).containsExactly("http://127.0.0.1:9/x.png");
        open("<p>", View.WIDE);
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).isEmpty();
    }

    @Test
    void looksAsThePersonDoes() throws IOException {
        open("<p>", View.NARROW.dark());

        assertThat(browser.evaluate("innerWidth + ' ' + matchMedia('(prefers-color-scheme: dark)').matches"))
                .isEqualTo("390 true");
        browser.view(View.PAPER);
        assertThat(browser.evaluate(
                        "matchMedia('print').matches + ' ' + matchMedia('(prefers-color-scheme: dark)').matches"))
                .isEqualTo("true false");
    }

    @Test
    void findsWhatIsBadToSeeOrCannotBeSeen() throws IOException {
        open(
                "<img src='data:,'><p style='color:#ccc;background:#fff'>pale</p>"
                        + "<svg class=plot width=200 height=40><text x=5 y=20>one</text><text x=9 y=22>two</text>"
                        + "<text x=190 y=20>three</text></svg><div style='width:3000px'>w</div>",
                View.WIDE);

        assertThat(Accessibility.violations(browser))
                .anyMatch(text -> text.startsWith("image-alt (critical)"))
                .anyMatch(text -> text.startsWith("color-contrast (serious)"));
        assertThat(Layout.overlaps(browser, "svg.plot")).containsExactly("one / two");
        assertThat(Layout.cut(browser, "svg.plot")).containsExactly("three");
        assertThat(Layout.isTooWide(browser)).isTrue();
    }

    @Test
    void keepsPictures() throws IOException {
        open("<p>a page", View.WIDE);

        assertThat(browser.picture("browser", true)).isNotEmptyFile();
        assertThat(browser.paper("browser")).isNotEmptyFile();
    }

    @Test
    void aScriptThatFailsAndAWaitInVainAreTold() throws IOException {
        open("<p>", View.WIDE);

        assertThatThrownBy(() -> browser.evaluate("nothing.here"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing is not defined");
    }

    private void open(String body, View view) throws IOException {
        var file = folder.resolve("page.html");
        Files.writeString(
                file,
                "<!DOCTYPE html><html lang=en><meta name=viewport content='width=device-width'>"
                        + "<title>page</title><link rel=icon href='data:,'>" + body);
        browser.open(file, view);
    }
}
