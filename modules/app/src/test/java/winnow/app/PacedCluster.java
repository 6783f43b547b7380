package winnow.app;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import winnow.simulator.Faults;
import winnow.simulator.Problem;
import winnow.simulator.SimulatedExecutor;
import winnow.simulator.VirtualClock;
import winnow.study.StudySpec;
import winnow.study.TrialExecutor;
import winnow.trial.Assignment;
import winnow.trial.Signal;

/** Simulated trials that take their time: a person can look on and interfere. */
final class PacedCluster implements TrialExecutor {
    private static final long LONGEST_WAIT_MILLIS = 5;

    private final VirtualClock clock = new VirtualClock();
    private final SimulatedExecutor simulated;
    private final double speed;
    private final BlockingQueue<Runnable> asked = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "paced-cluster");
    private boolean isClosed;

    /** @param speed virtual seconds a second */
    PacedCluster(StudySpec spec, Problem problem, Faults faults, int slots, double speed) {
        var objective = spec.objective();
        this.speed = speed;
        simulated = new SimulatedExecutor(
                clock, problem, faults, new SimulatedExecutor.Terms(slots, 0.1, objective.metric(), objective.goal()));
        thread.setDaemon(true);
    }

    private void run() {
        long start = System.nanoTime();
        try {
            while (!isClosed) {
                var next = asked.poll(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    next.run();
                }
                boolean isDue = true;
                while (isDue && clock.nowNanos() <= (System.nanoTime() - start) * speed && asked.isEmpty()) {
                    isDue = clock.advance();
                }
            }
            boolean isLeft = true;
            while (isLeft) {
                isLeft = clock.advance();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start(Listener listener) {
        asked.add(() -> simulated.start(listener));
        thread.start();
    }

    @Override
    public void launch(Assignment assignment) {
        asked.add(() -> simulated.launch(assignment));
    }

    @Override
    public void signal(int trial, int attempt, Signal signal) {
        asked.add(() -> simulated.signal(trial, attempt, signal));
    }

    @Override
    public void close() {
        asked.add(() -> {
            simulated.close();
            isClosed = true;
        });
        try {
            thread.join(10_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
