package winnow.report;

import winnow.plots.PlainText;

/**
 * Writes HTML in which every text is only text: it is made plain and escaped on its way in. Names of elements and classes are the report's own, never input.
 */
final class Markup {
    private final StringBuilder out = new StringBuilder();

    /** Appends HTML that the report itself wrote. */
    Markup raw(String html) {
        out.append(html);
        return this;
    }

    Markup text(String text) {
        out.append(escape(text));
        return this;
    }

    /** An element that contains a text. */
    Markup element(String tag, String text) {
        return raw("<" + tag + ">").text(text).raw("</" + tag + ">\n");
    }

    /** An element of a class that contains a text. */
    Markup element(String tag, String kind, String text) {
        return raw("<" + tag + " class=\"" + kind + "\">").text(text).raw("</" + tag + ">\n");
    }

    /** A row of a list of facts. */
    Markup fact(String name, String value) {
        return raw("<dt>").text(name).raw("</dt><dd>").text(value).raw("</dd>\n");
    }

    String html() {
        return out.toString();
    }

    static String escape(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        for (char c : PlainText.of(text).toCharArray()) {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
