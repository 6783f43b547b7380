package winnow.dashboard;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** The secret of a live page: who knows it may look, and steer. Not for the log. */
public final class Token {
    private static final int BYTES = 24;

    private final String secret;

    private Token(String secret) {
        this.secret = secret;
    }

    /** A token that nobody can guess. */
    public static Token random() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Letters, digits, hyphens and underscores. */
    String secret() {
        return secret;
    }

    /** Whether a word is the secret; takes as long whichever letters are wrong. */
    boolean matches(String word) {
        return MessageDigest.isEqual(word.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
    }

    /** The cookie's name: cookies know no ports, and several pages may be open on one machine. */
    String cookie() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return "winnow-" + HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "a token";
    }
}
