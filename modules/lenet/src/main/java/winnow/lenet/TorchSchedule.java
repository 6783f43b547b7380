package winnow.lenet;

import java.util.Objects;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonProperty;
import winnow.kernel.Schedule;

/**
 * A course of the learning rate as a schedule of DL4J: what the rate is multiplied by, in each step. The courses are those
 * of {@link Schedule}, which the kernels follow too.
 */
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.ANY,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE,
        setterVisibility = JsonAutoDetect.Visibility.NONE)
public final class TorchSchedule implements ISchedule {
    private static final long serialVersionUID = 1L;

    /** The same rate always. */
    static final TorchSchedule CONSTANT = new TorchSchedule(LearningRateCourse.CONSTANT, 1, 0);

    private final LearningRateCourse kind;
    private final long steps;
    private final double shape;

    /**
     * A course.
     *
     * @param steps between two decays, or of the whole course
     * @param shape decay of step, floor of cosine, rise of onecycle, start of warmup
     */
    TorchSchedule(
            @JsonProperty("kind") LearningRateCourse kind,
            @JsonProperty("steps") long steps,
            @JsonProperty("shape") double shape) {
        this.kind = kind;
        this.steps = steps;
        this.shape = shape;
    }

    /** As the kernels have it. */
    Schedule course() {
        return switch (kind) {
            case CONSTANT -> Schedule.CONSTANT;
            case STEP -> new Schedule.Decay(steps, shape);
            case COSINE -> new Schedule.Cosine(steps, shape);
            case ONECYCLE -> {
                var usual = new Schedule.OneCycle(steps);
                yield new Schedule.OneCycle(steps, shape, usual.start(), usual.end());
            }
            case WARMUP -> new Schedule.WarmUp(steps, shape, Schedule.CONSTANT);
        };
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        return course().factor(iteration);
    }

    @Override
    @SuppressWarnings("MissingSuperCall")
    public ISchedule clone() {
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TorchSchedule same && same.kind == kind && same.steps == steps && same.shape == shape;
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, steps, shape);
    }

    @Override
    public String toString() {
        return kind.word() + "(" + steps + " steps, " + shape + ")";
    }
}
