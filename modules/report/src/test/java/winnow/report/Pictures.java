package winnow.report;

import java.nio.file.Path;

/** Takes a picture of a page: {@code FILE.html PICTURE.png WIDTH [light|dark|print] [selected trial]}. */
final class Pictures {
    private Pictures() {}

    public static void main(String[] arguments) throws Exception {
        var program = Browser.installed().orElseThrow(() -> new IllegalStateException("no Chromium is installed"));
        try (var browser = new Browser(program)) {
            int width = Integer.parseInt(arguments[2]);
            boolean isDark = arguments.length > 3 && arguments[3].equals("dark");
            browser.open(Path.of(arguments[0]).toAbsolutePath(), width, 900, isDark, "");
            if (arguments.length > 3 && arguments[3].equals("print")) {
                browser.scheme("print", true);
            }
            if (arguments.length > 4) {
                browser.evaluate("document.querySelector('#trial-" + Integer.parseInt(arguments[4]) + " td').click()");
            }
            browser.picture(Path.of(arguments[1]), arguments.length <= 4);
            browser.complaints().forEach(complaint -> {
                throw new IllegalStateException(complaint);
            });
        }
    }
}
