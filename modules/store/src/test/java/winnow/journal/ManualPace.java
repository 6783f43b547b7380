package winnow.journal;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Time that passes only when somebody waits, and then at once; all beats that are due are done by the one who waits. */
final class ManualPace implements Pace {
    private final Map<Runnable, Duration> beats = new LinkedHashMap<>();
    private Duration passed = Duration.ZERO;

    @Override
    public void pause(Duration time) {
        passed = passed.plus(time);
        beats.keySet().forEach(Runnable::run);
    }

    @Override
    public Beat every(Duration period, Runnable deed) {
        beats.put(deed, period);
        return () -> beats.remove(deed);
    }

    /** From now on nobody whose beat was begun before shows a sign of life. */
    void fallSilent() {
        beats.clear();
    }

    Duration passed() {
        return passed;
    }
}
