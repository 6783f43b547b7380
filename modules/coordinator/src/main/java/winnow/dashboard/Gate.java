package winnow.dashboard;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who may ask what of the page, judged by the head of a request.
 *
 * <p>The host must be one under which the page is served: a foreign name that was made to point to this machine (DNS
 * rebinding) is none. A request that a page of another origin caused is refused. Reading takes the token, from the cookie,
 * the header or, for the page itself, the URL. Changing takes the token in the header, which no form or picture of a
 * foreign page can send.
 *
 * @param hosts names under which the page is served, in lower case
 * @param takesAddresses whether any IP address will do as well: these cannot be rebound
 */
record Gate(Token token, Set<String> hosts, boolean takesAddresses) {
    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-f:.]{2,45}]|[a-z0-9._-]{1,253})(:\\d{1,5})?");
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    Gate {
        hosts = Set.copyOf(hosts);
    }

    /** For a page that this machine alone reaches. */
    static Gate local(Token token) {
        return new Gate(token, LOOPBACK, false);
    }

    /** For a page that other machines reach, under addresses and these names. */
    static Gate open(Token token, Set<String> names) {
        var hosts = new java.util.HashSet<>(LOOPBACK);
        names.forEach(name -> hosts.add(name.toLowerCase(Locale.ROOT)));
        return new Gate(token, hosts, true);
    }

    /**
     * What decides about a request.
     *
     * @param isChange whether it is to change something: a POST
     * @param isPage whether it asks for the page itself
     * @param host header
     * @param origin header, sent by browsers
     * @param site header {@code Sec-Fetch-Site}, sent by browsers
     * @param inHeader the token in its header
     * @param inCookie the token in the cookie
     * @param inUrl the token in the query
     */
    record Head(
            boolean isChange,
            boolean isPage,
            Optional<String> host,
            Optional<String> origin,
            Optional<String> site,
            Optional<String> inHeader,
            Optional<String> inCookie,
            Optional<String> inUrl) {}

    /** A request is not answered. */
    record Refused(int status, String why) {}

    /** Why a request is not answered; empty if it is. */
    Optional<Refused> refuse(Head head) {
        var host = head.host().map(h -> h.toLowerCase(Locale.ROOT)).orElse("");
        if (!isOurs(host)) {
            return refused(421, "the page is not served under this name");
        }
        if (head.origin().filter(origin -> !isFrom(origin, host)).isPresent()) {
            return refused(403, "another site's page asked");
        }
        boolean isGivenByUrl = head.isPage()
                && !head.isChange()
                && head.inUrl().filter(token::matches).isPresent();
        boolean isForeign = head.site()
                .filter(site -> !site.equals("same-origin") && !site.equals("none"))
                .isPresent();
        if (isForeign && !isGivenByUrl) {
            return refused(403, "another site's page asked");
        }
        boolean isKnown = head.inHeader().filter(token::matches).isPresent()
                || (!head.isChange() && head.inCookie().filter(token::matches).isPresent())
                || isGivenByUrl;
        return isKnown
                ? Optional.empty()
                : refused(403, "the token is missing or wrong: open the URL that the program printed");
    }

    private boolean isOurs(String host) {
        var match = HOST.matcher(host);
        return match.matches()
                && (hosts.contains(match.group(1))
                        || (takesAddresses && ADDRESS.matcher(match.group(1)).matches()));
    }

    private static boolean isFrom(String origin, String host) {
        var lower = origin.toLowerCase(Locale.ROOT);
        return lower.equals("http://" + host) || lower.equals("https://" + host);
    }

    private static Optional<Refused> refused(int status, String why) {
        return Optional.of(new Refused(status, why));
    }
}
