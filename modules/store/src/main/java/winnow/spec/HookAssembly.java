package winnow.spec;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import winnow.study.Webhook;

/** Builds {@code on_finish} from a tree whose shape was checked. */
final class HookAssembly {
    private static final String KEY = "on_finish";
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

    /** Headers that whoever sends a request sets. */
    private static final Set<String> SENDERS_OWN =
            Set.of("connection", "content-length", "content-type", "expect", "host", "transfer-encoding", "upgrade");

    private static final Pattern SECRET =
            Pattern.compile("authorization|cookie|token|secret|password|api-?key", Pattern.CASE_INSENSITIVE);

    private final Yaml.Mapping root;
    private final Problems problems;

    HookAssembly(Yaml.Mapping root, Problems problems) {
        this.root = root;
        this.problems = problems;
    }

    /** The hooks without problems. */
    List<Webhook> hooks() {
        var hooks = new ArrayList<Webhook>();
        if (root.find(KEY).orElse(null) instanceof Yaml.Sequence sequence) {
            for (int i = 0; i < sequence.items().size(); i++) {
                var path = Paths.in(KEY, i);
                if (sequence.items().get(i) instanceof Yaml.Mapping mapping && problems.isClean(path)) {
                    hooks.add(hook(mapping, path));
                }
            }
        }
        return hooks;
    }

    private Webhook hook(Yaml.Mapping mapping, String path) {
        var hook = new Webhook(
                text(mapping, "webhook"),
                headers(mapping),
                text(mapping, "plain_http").equals("true"));
        checkAddress(hook, Paths.in(path, "webhook"));
        hook.headers().forEach((name, value) -> checkHeader(name, value, Paths.in(Paths.in(path, "header"), name)));
        return hook;
    }

    private static String text(Yaml.Mapping mapping, String key) {
        return mapping.find(key).map(n -> ((Yaml.Scalar) n).text()).orElse("");
    }

    private static Map<String, String> headers(Yaml.Mapping mapping) {
        var headers = new LinkedHashMap<String, String>();
        mapping.find("header").ifPresent(node -> ((Yaml.Mapping) node)
                .pairs()
                .forEach(p -> headers.put(p.name(), ((Yaml.Scalar) p.value()).text())));
        return headers;
    }

    private void checkAddress(Webhook hook, String path) {
        URI uri;
        try {
            uri = new URI(hook.address());
        } catch (URISyntaxException e) {
            add(path, "not an address: " + e.getReason());
            return;
        }
        if (uri.getHost() == null) {
            add(path, "this address names no host");
        } else if (uri.getRawUserInfo() != null) {
            add(
                    path,
                    "an address must not hold a name or password: give a header, as in"
                            + " header: {Authorization: \"${ENV:NAME}\"}");
        } else if (!hook.plainHttp() && !uri.getScheme().equals("https") && !Webhook.isLoopback(uri)) {
            add(path, "would go over the network for everybody to read: use https, or say plain_http: true");
        }
    }

    private void checkHeader(String name, String value, String path) {
        if (!HEADER.matcher(name).matches()) {
            add(path, "is no name of a header");
        } else if (SENDERS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
            add(path, "is set by Winnow itself");
        } else if (value.chars().anyMatch(c -> c > '~')) {
            add(path, "has a character that no header can have");
        } else if (Webhook.withoutReferences(value).contains("${")) {
            add(path, "an environment variable is named as in ${ENV:NAME}");
        } else if (SECRET.matcher(name).find()
                && Webhook.withoutReferences(value).equals(value)) {
            add(
                    path,
                    "looks like a secret, which must not stand in a spec: name an environment variable that holds it,"
                            + " as in \"${ENV:NAME}\"");
        }
    }

    private void add(String path, String message) {
        problems.add(Paths.placeOf(root, path), path, message);
    }
}
