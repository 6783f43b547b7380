package winnow.app.session;

import winnow.study.Objective;
import winnow.study.Snapshot;
import winnow.study.StopSignal;
import winnow.study.Training;
import winnow.study.TrialStart;
import winnow.trial.Metrics;

/** An objective that does no work, to measure what all the rest costs: its loss is its parameter {@code x}. */
record IdleObjective() implements Objective {
    @Override
    public Training begin(TrialStart start) {
        double x = start.configuration().real("x");
        return new Training() {
            @Override
            public Metrics epoch(int epoch, StopSignal stop) {
                return Metrics.of("loss", x);
            }

            @Override
            public Snapshot snapshot() {
                return Snapshot.NONE;
            }
        };
    }
}
