package winnow.scheduler;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** What a user of a ladder might not have meant. */
final class Warnings {
    private Warnings() {}

    /** For schedulers that let one trial in {@code factor} on to the next rung. */
    static List<String> of(Ladder ladder, int trials) {
        var warnings = new ArrayList<String>();
        long reaching = trials;
        int last = 0;
        while (last < ladder.top() && reaching / ladder.factor() > 0) {
            reaching /= ladder.factor();
            last++;
        }
        if (last < ladder.top()) {
            var needed = BigInteger.valueOf(ladder.factor()).pow(ladder.top());
            warnings.add("with " + Wording.count(trials, "trial") + " none is sure to get past epoch "
                    + ladder.budget(last) + ": the last rung, at epoch " + ladder.most() + ", takes " + needed
                    + " trials");
        }
        if (ladder.top() > 0) {
            long expected = (long) ladder.budget(ladder.top() - 1) * ladder.factor();
            if (ladder.most() != expected) {
                warnings.add("max_epochs is " + ladder.most() + ": the last step, from epoch "
                        + ladder.budget(ladder.top() - 1) + ", is not by the factor " + ladder.factor()
                        + "; it would be with " + expected);
            }
        }
        return warnings;
    }

    /** For schedulers with Hyperband's brackets. */
    static List<String> of(Brackets brackets, int trials) {
        var warnings = new ArrayList<String>();
        if (trials < brackets.trials()) {
            warnings.add("with " + Wording.count(trials, "trial")
                    + " not one round of Hyperband's brackets is whole: it" + " takes " + brackets.trials());
        }
        warnings.addAll(roundedDown(brackets));
        return warnings;
    }

    /** For rungs that do not rise by the factor. */
    static List<String> roundedDown(Brackets brackets) {
        var warnings = new ArrayList<String>();
        var ladder = brackets.ladder();
        for (int rung = 0; rung < ladder.top(); rung++) {
            if (ladder.budget(rung) * (long) ladder.factor() != ladder.budget(rung + 1)) {
                warnings.add("max_epochs is " + ladder.most() + ": the rungs are at " + ladder.budgets()
                        + " epochs, rounded down, since no power of " + ladder.factor() + " leads there");
                break;
            }
        }
        return warnings;
    }
}
