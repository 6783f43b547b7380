package winnow.app.display;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import winnow.app.display.Screen.Tone;
import winnow.study.Standing.Phase;
import winnow.trial.TrialStatus;

/**
 * How far a study is at a moment, as lines.
 *
 * @param summary the study's figures
 * @param elapsed time over all sessions, this moment included
 */
public record Progress(Summary summary, Duration elapsed) {
    /** Below this share nothing is foretold: the first epochs of a cold JVM are slow. */
    private static final double TOO_EARLY = 0.03;

    private static final int WIDEST_BAR = 60;
    private static final int NARROWEST_BAR = 10;

    /** How much of the study is done, 0 to 1, by whichever of its limits is nearest. */
    public double share() {
        return summary.standing().phase() == Phase.FINISHED ? 1 : Math.max(epochShare(), clockShare());
    }

    private double epochShare() {
        var most = summary.expectedEpochs();
        return most.isPresent() ? Math.min(1, summary.ledger().charged() / (double) Math.max(1, most.getAsLong())) : 0;
    }

    private double clockShare() {
        return summary.limits()
                .wallClock()
                .map(limit -> Math.min(1, elapsed.toMillis() / (double) limit.toMillis()))
                .orElse(0.0);
    }

    /** How long it will take from here at the pace so far, if that can be told. */
    public Optional<Duration> rest() {
        if (summary.standing().phase() != Phase.OPEN) {
            return Optional.empty();
        }
        var byClock = summary.limits().wallClock().map(limit -> limit.minus(elapsed));
        if (summary.expectedEpochs().isPresent() && epochShare() < TOO_EARLY) {
            return Optional.empty();
        }
        var byEpochs = summary.expectedEpochs().isEmpty()
                ? Optional.<Duration>empty()
                : Optional.of(Duration.ofMillis((long) (elapsed.toMillis() / epochShare() * (1 - epochShare()))));
        return Stream.of(byClock, byEpochs)
                .flatMap(Optional::stream)
                .min(Duration::compareTo)
                .map(rest -> rest.isNegative() ? Duration.ZERO : rest);
    }

    /** Three lines for a terminal that can be drawn over. */
    public List<String> block(Screen screen) {
        return List.of(bar(screen), counts(screen), best(screen));
    }

    private String bar(Screen screen) {
        var left = summary.study() + "  ";
        var right = "  " + Figures.percent(share()) + "  " + time();
        int room = screen.width() - left.length() - right.length() - 2;
        if (room < NARROWEST_BAR) {
            return Screen.cut(left.strip() + right, screen.width());
        }
        int length = Math.min(WIDEST_BAR, room);
        int full = (int) Math.floor(share() * length);
        return screen.paint(Tone.STRONG, left) + "[" + screen.paint(Tone.GOOD, "=".repeat(full))
                + " ".repeat(length - full) + "]" + right;
    }

    private String time() {
        var rest = summary.standing().phase() == Phase.CLOSING
                ? Optional.of("closing")
                : rest().map(r -> "about " + Figures.clock(r) + " left");
        return Figures.clock(elapsed) + " elapsed" + rest.map(r -> "  " + r).orElse("");
    }

    private String counts(Screen screen) {
        var parts = new ArrayList<Piece>();
        parts.add(new Piece(Tone.STRONG, trials()));
        parts.add(new Piece(Tone.GOOD, summary.done() + " done"));
        parts.add(new Piece(Tone.STRONG, summary.count(TrialStatus.RUNNING) + " running"));
        parts.add(new Piece(Tone.WAITING, summary.count(TrialStatus.PAUSED) + " paused"));
        if (summary.count(TrialStatus.FAILED) > 0) {
            parts.add(new Piece(Tone.BAD, summary.count(TrialStatus.FAILED) + " failed"));
        }
        parts.add(new Piece(Tone.STRONG, epochs()));
        return Piece.join(parts, screen);
    }

    private String trials() {
        var limit = summary.limits().trials();
        return "trials " + summary.opened() + (limit.isPresent() ? " of " + limit.getAsInt() : "");
    }

    private String epochs() {
        var limit = summary.limits().epochs();
        return "epochs " + summary.ledger().charged() + (limit.isPresent() ? " of " + limit.getAsInt() : "");
    }

    private String best(Screen screen) {
        return Piece.join(bestPieces(), screen);
    }

    private List<Piece> bestPieces() {
        if (summary.best().isEmpty()) {
            return List.of(new Piece(Tone.FAINT, "no epoch measured yet"));
        }
        var best = summary.best().get();
        var pieces = new ArrayList<Piece>();
        pieces.add(new Piece(
                Tone.STRONG,
                "best " + summary.metric() + " "
                        + Figures.measure(summary.bestValue().orElse(best.loss()))));
        summary.accuracy()
                .ifPresent(name -> pieces.add(new Piece(
                        Tone.STRONG,
                        name + " " + Figures.measure(summary.bestAccuracy().orElse(Double.NaN)))));
        pieces.add(new Piece(
                Tone.FAINT,
                "trial " + best.trial() + " epoch " + best.observation().epoch()));
        return pieces;
    }

    /** All of it in one line, for a log or a pipe. */
    public String line() {
        var best = bestPieces().stream().map(Piece::text).collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%s  %s (%d done, %d running, %d paused%s), %s; %s%s",
                Figures.clock(elapsed),
                trials(),
                summary.done(),
                summary.count(TrialStatus.RUNNING),
                summary.count(TrialStatus.PAUSED),
                summary.count(TrialStatus.FAILED) > 0 ? ", " + summary.count(TrialStatus.FAILED) + " failed" : "",
                epochs(),
                best,
                rest().map(r -> "; about " + Figures.clock(r) + " left").orElse(""));
    }

    /** A piece of a line. */
    private record Piece(Tone tone, String text) {
        Piece {
            text = Screen.plain(text);
        }

        /** As many pieces as fit, two blanks apart. */
        static String join(List<Piece> pieces, Screen screen) {
            var line = new StringBuilder();
            int used = 0;
            for (var piece : pieces) {
                int needed = (used == 0 ? 0 : 2) + piece.text().length();
                if (used + needed > screen.width()) {
                    return used == 0 ? Screen.cut(piece.text(), screen.width()) : line.toString();
                }
                line.append(used == 0 ? "" : "  ").append(screen.paint(piece.tone(), piece.text()));
                used += needed;
            }
            return line.toString();
        }
    }
}
