package winnow.app.exit;

import java.util.LinkedHashMap;
import java.util.Map;

/** How a command ended, as a shell sees it. */
public enum ExitCode {
    DONE(0, "done"),
    FAULT(1, "a fault of Winnow, or of what it runs on"),
    USAGE(2, "the command cannot be carried out as it was given"),
    SPEC(3, "the search spec has problems; nothing was started"),
    NO_RESULT(4, "no trial succeeded"),
    IN_USE(5, "the study is in use by another process"),
    INTERRUPTED(130, "interrupted; `winnow resume` continues the study");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    public int number() {
        return number;
    }

    /** Number and meaning of each, for the help page. */
    public static Map<String, String> list() {
        var list = new LinkedHashMap<String, String>();
        for (var code : values()) {
            list.put(Integer.toString(code.number), code.meaning);
        }
        return list;
    }
}
