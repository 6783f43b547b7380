package winnow.study;

import java.util.List;
import java.util.Optional;
import winnow.space.Configuration;

/**
 * What a training begins from.
 *
 * @param trial the trial's number
 * @param configuration what to train
 * @param seed all randomness of the trial comes from it
 * @param from epochs that {@code checkpoint} has been trained for; 0 without one
 * @param to the budget to reach, in epochs
 * @param checkpoint what {@link Snapshot#writeTo} wrote after epoch {@code from}
 * @param gpus addresses of the GPUs that Spark gave to this trial, may be empty
 */
public record TrialStart(
        int trial,
        Configuration configuration,
        long seed,
        int from,
        int to,
        Optional<byte[]> checkpoint,
        List<String> gpus) {

    public TrialStart {
        gpus = List.copyOf(gpus);
    }
}
