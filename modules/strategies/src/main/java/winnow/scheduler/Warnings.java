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
}
