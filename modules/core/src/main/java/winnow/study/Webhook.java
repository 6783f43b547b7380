package winnow.study;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address that is told when a study has ended, by one POST of JSON.
 *
 * <p>A header's value may name environment variables, {@code Bearer ${ENV:TOKEN}}, which are read when the notice is
 * sent: so no secret stands in a spec.
 *
 * @param address https, or http if it leads to this machine or {@code plainHttp} is set
 * @param headers sent besides the usual ones, in the order given
 * @param plainHttp whether http may go over the network
 */
public record Webhook(String address, Map<String, String> headers, boolean plainHttp) {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{ENV:([A-Za-z_][A-Za-z0-9_]*)}");
    private static final Set<String> HERE = Set.of("localhost", "[::1]", "::1");

    public Webhook {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** The names of the environment variables that its headers ask for, in the order of their appearance. */
    public Set<String> variables() {
        var names = new LinkedHashSet<String>();
        headers.values().forEach(value -> REFERENCE.matcher(value).results().forEach(r -> names.add(r.group(1))));
        return names;
    }

    /** A text without its references to environment variables: what a spec says openly. */
    public static String withoutReferences(String text) {
        return REFERENCE.matcher(text).replaceAll("");
    }

    /**
     * The headers as they are sent.
     *
     * @throws IllegalStateException if a variable is not set, or holds what no header can; the message has no value
     */
    public Map<String, String> headers(Map<String, String> environment) {
        for (var name : variables()) {
            var value = environment.get(name);
            if (value == null) {
                throw new IllegalStateException("the environment variable " + name + " is not set");
            }
            if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
                throw new IllegalStateException("the environment variable " + name
                        + " holds a line break or another character that no header can have");
            }
        }
        var sent = new LinkedHashMap<String, String>();
        headers.forEach((header, value) -> sent.put(
                header,
                REFERENCE
                        .matcher(value)
                        .replaceAll(
                                r -> Matcher.quoteReplacement(Objects.requireNonNull(environment.get(r.group(1)))))));
        return sent;
    }

    /** Where it leads, without path and query, which may be secret: {@code https://example.org}. */
    public String host() {
        var uri = URI.create(address);
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    /** Whether an address leads to the machine it is used on, judged by its name alone. */
    public static boolean isLoopback(URI uri) {
        var host = String.valueOf(uri.getHost()).toLowerCase(java.util.Locale.ROOT);
        return HERE.contains(host) || host.matches("127(\\.\\d{1,3}){3}");
    }
}
