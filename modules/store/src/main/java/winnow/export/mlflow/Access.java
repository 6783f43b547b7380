package winnow.export.mlflow;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import winnow.export.ExportException;
import winnow.study.Webhook;

/**
 * Where an MLflow tracking server is, and how to be let in. The names of the environment variables are MLflow's own.
 *
 * @param server its address, without a slash at the end
 * @param headers that let one in; they are secrets
 */
public record Access(URI server, Map<String, String> headers) {
    public static final String ADDRESS = "MLFLOW_TRACKING_URI";
    private static final String TOKEN = "MLFLOW_TRACKING_TOKEN";
    private static final String USER = "MLFLOW_TRACKING_USERNAME";
    private static final String PASSWORD = "MLFLOW_TRACKING_PASSWORD";

    public Access {
        headers = Map.copyOf(headers);
    }

    /**
     * The access to a server.
     *
     * @param address http or https
     * @throws ExportException if it is no address of a server, or secrets would go over the network unencrypted
     */
    public static Access of(String address, Map<String, String> environment) {
        URI uri;
        try {
            uri = new URI(address.replaceFirst("/+$", ""));
        } catch (URISyntaxException e) {
            // The address is not repeated: what is wrong in it may be a password.
            throw ExportException.mistake("the address of the MLflow server is none: " + e.getReason());
        }
        if (uri.getHost() == null || !String.valueOf(uri.getScheme()).matches("https?")) {
            throw ExportException.mistake("the MLflow server is to be reached by http: give an address such as"
                    + " https://mlflow.example.org, not a folder or database");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw ExportException.mistake(
                    "the address of the MLflow server must hold no name, password or query: put them"
                            + " into the environment variables " + USER + " and " + PASSWORD + ", or " + TOKEN);
        }
        var headers = headers(environment);
        if (!headers.isEmpty() && !uri.getScheme().equals("https") && !Webhook.isLoopback(uri)) {
            throw ExportException.mistake("the MLflow server " + uri
                    + " is not reached by https: the secret in the environment would go over the network for everybody"
                    + " to read");
        }
        return new Access(uri, headers);
    }

    private static Map<String, String> headers(Map<String, String> environment) {
        var token = environment.getOrDefault(TOKEN, "");
        if (!token.isEmpty()) {
            return Map.of("Authorization", "Bearer " + plain(TOKEN, token));
        }
        var user = environment.getOrDefault(USER, "");
        if (!user.isEmpty()) {
            var pair = user + ":" + environment.getOrDefault(PASSWORD, "");
            return Map.of(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
        return Map.of();
    }

    private static String plain(String name, String value) {
        if (value.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw ExportException.mistake("the environment variable " + name
                    + " holds a blank, a line break or another character that no" + " token has");
        }
        return value;
    }

    /** Without its secrets. */
    @Override
    public String toString() {
        return server + (headers.isEmpty() ? "" : " (with a secret)");
    }
}
