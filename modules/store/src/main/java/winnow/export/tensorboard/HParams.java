package winnow.export.tensorboard;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import winnow.export.RecordedStudy;
import winnow.export.TrialFacts;
import winnow.space.ChoiceParameter;
import winnow.space.IntegerParameter;
import winnow.space.Parameter;
import winnow.space.RealParameter;
import winnow.space.Value;
import winnow.trial.Trial;
import winnow.trial.TrialStatus;

/**
 * What TensorBoard's plugin HParams reads, as {@code Summary.Value}s: an experiment (the space and the metrics) in the
 * topmost run, and for each trial's run the start and the end of a session. The field numbers are those of the plugin's
 * {@code api.proto} and {@code plugin_data.proto}.
 */
final class HParams {
    private static final String PLUGIN = "hparams";
    private static final int STRING = 1;
    private static final int BOOL = 2;
    private static final int FLOAT64 = 3;
    private static final int VALIDATION = 2;
    private static final int SUCCESS = 1;
    private static final int FAILURE = 2;
    private static final int RUNNING = 3;

    private HParams() {}

    /**
     * The experiment.
     *
     * @param tags of the scalars that are metrics of it
     */
    static Message experiment(RecordedStudy study, List<String> tags, Instant began) {
        var experiment = new Message();
        var spec = study.state().spec();
        experiment.text(
                1,
                "A study of Winnow: strategy " + spec.strategy().name() + ", scheduler "
                        + spec.scheduler().name() + ", seed " + spec.seed());
        experiment.real(3, EventFile.seconds(began));
        spec.space().parameters().forEach(parameter -> experiment.message(4, parameter(parameter)));
        tags.forEach(tag -> experiment.message(5, metric(tag)));
        experiment.text(6, study.name());
        return value("_hparams_/experiment", new Message().message(2, experiment));
    }

    private static Message parameter(Parameter parameter) {
        var described = new Message().text(1, parameter.name());
        if (parameter instanceof RealParameter real) {
            return described.integer(4, FLOAT64).message(6, interval(real.low(), real.high()));
        } else if (parameter instanceof IntegerParameter integer) {
            return described.integer(4, FLOAT64).message(6, interval(integer.low(), integer.high()));
        }
        var options = ((ChoiceParameter) parameter).options();
        var list = new Message();
        int type = type(options);
        options.forEach(option -> list.message(1, type == STRING ? text(option.text()) : of(TrialFacts.plain(option))));
        return described.integer(4, type).message(5, list);
    }

    /** Options of several kinds are all told as texts. */
    private static int type(List<Value> options) {
        if (options.stream().allMatch(Value::numeric)) {
            return FLOAT64;
        }
        return options.stream().allMatch(Value.Truth.class::isInstance) ? BOOL : STRING;
    }

    private static Message interval(double low, double high) {
        return new Message().real(1, low).real(2, high);
    }

    private static Message metric(String tag) {
        return new Message().message(1, new Message().text(2, tag)).integer(5, VALIDATION);
    }

    /** A trial's configuration, and when it began. */
    static Message start(RecordedStudy study, Trial trial, Instant began) {
        var session = new Message();
        for (var parameter : study.state().spec().space().parameters()) {
            trial.configuration()
                    .value(parameter.name())
                    .ifPresent(value -> session.message(
                            1, new Message().text(1, parameter.name()).message(2, told(parameter, value))));
        }
        session.text(4, run(trial));
        session.real(5, EventFile.seconds(began));
        return value("_hparams_/session_start_info", new Message().message(3, session));
    }

    private static Message told(Parameter parameter, Value value) {
        boolean isText = parameter instanceof ChoiceParameter choice && type(choice.options()) == STRING;
        return isText ? text(value.text()) : of(TrialFacts.plain(value));
    }

    /** How a trial stands, and when it ended if it has. */
    static Message end(Trial trial, Optional<Instant> ended) {
        var session = new Message().integer(1, status(trial.status()));
        ended.ifPresent(at -> session.real(2, EventFile.seconds(at)));
        return value("_hparams_/session_end_info", new Message().message(4, session));
    }

    private static int status(TrialStatus status) {
        return switch (status) {
            case COMPLETED, STOPPED, PAUSED -> SUCCESS;
            case FAILED -> FAILURE;
            case RUNNING, WAITING -> RUNNING;
        };
    }

    /** The name of a trial's run. */
    static String run(Trial trial) {
        return String.format(java.util.Locale.ROOT, "trial-%05d", trial.number());
    }

    /** A value of {@code google.protobuf.Value}. */
    private static Message of(Object plain) {
        if (plain instanceof Number number) {
            return new Message().real(2, number.doubleValue());
        } else if (plain instanceof Boolean truth) {
            return new Message().integer(4, truth ? 1 : 0);
        }
        return text(plain.toString());
    }

    private static Message text(String text) {
        return new Message().text(3, text);
    }

    /** A value that carries the plugin's content; its tensor, without which readers pass it over, is empty. */
    private static Message value(String tag, Message content) {
        var plugin = new Message().text(1, PLUGIN).bytes(2, content.bytes());
        var tensor = new Message().integer(1, 1).message(2, new Message().message(2, new Message().integer(1, 0)));
        return new Message()
                .text(1, tag)
                .message(9, new Message().message(1, plugin))
                .message(8, tensor);
    }

    /** A number at a step, in single precision, as TensorBoard's scalars are. */
    static Message scalar(String tag, double value) {
        return new Message().text(1, tag).single(2, (float) value);
    }

    /** Numbers at a step. */
    static List<Message> scalars(Map<String, Double> values) {
        return values.entrySet().stream()
                .map(one -> scalar(one.getKey(), one.getValue()))
                .toList();
    }
}
