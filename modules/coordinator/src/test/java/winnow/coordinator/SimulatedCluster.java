package winnow.coordinator;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import winnow.simulator.Faults;
import winnow.simulator.Problem;
import winnow.simulator.SimulatedExecutor;
import winnow.simulator.VirtualClock;
import winnow.study.StudySpec;
import winnow.study.TrialExecutor;
import winnow.trial.Assignment;
import winnow.trial.Signal;

/**
 * A simulated executor with a thread of its own, beside the coordinator as a cluster is: what is asked is done first,
 * and otherwise what is due on the virtual clock happens at once.
 */
final class SimulatedCluster implements TrialExecutor {
    private final VirtualClock clock = new VirtualClock();
    private final SimulatedExecutor simulated;
    private final BlockingQueue<Runnable> asked = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "simulated-cluster");
    private boolean isClosed;

    SimulatedCluster(StudySpec spec, Problem problem, Faults faults, int slots) {
        var objective = spec.objective();
        simulated = new SimulatedExecutor(
                clock, problem, faults, new SimulatedExecutor.Terms(slots, 0.1, objective.metric(), objective.goal()));
        thread.setDaemon(true);
    }

    private void run() {
        try {
            while (!isClosed) {
                var next = asked.poll();
                if (next != null) {
                    next.run();
                } else if (!clock.advance()) {
                    asked.take().run();
                }
            }
            boolean isDue = true;
            while (isDue) {
                isDue = clock.advance();
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
        if (thread.isAlive() && !Patience.ends(thread)) {
            throw new AssertionError("the simulated cluster does not end");
        }
    }
}
