package winnow.report;

import java.nio.file.Path;
import winnow.testkit.browser.Browser;
import winnow.testkit.browser.View;

/** Takes a picture of a page: {@code FILE.html NAME WIDTH [light|dark|print] [selected trial]}; it is kept as {@code target/screenshots/NAME.png}. */
final class Pictures {
    private Pictures() {}

    public static void main(String[] arguments) throws Exception {
        var view = View.WIDE.wide(Integer.parseInt(arguments[2]));
        var look = arguments.length > 3 ? arguments[3] : "light";
        try (var browser = Browser.start()) {
            browser.open(Path.of(arguments[0]).toAbsolutePath(), look.equals("dark") ? view.dark() : view);
            if (look.equals("print")) {
                browser.view(View.PAPER);
                browser.settle();
            }
            if (arguments.length > 4) {
                browser.evaluate("document.querySelector('#trial-" + Integer.parseInt(arguments[4]) + " td').click()");
            }
            browser.picture(arguments[1], arguments.length <= 4);
            browser.complaints().forEach(complaint -> {
                throw new IllegalStateException(complaint);
            });
        }
    }
}
