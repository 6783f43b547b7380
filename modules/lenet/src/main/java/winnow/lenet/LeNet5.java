package winnow.lenet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import winnow.data.FashionMnist;
import winnow.data.ImageSets;
import winnow.data.Split;
import winnow.kernel.Kernels;
import winnow.space.Value;
import winnow.study.Objective;
import winnow.study.Offer;
import winnow.study.Setting;
import winnow.study.Settings;
import winnow.study.SpecProblem;
import winnow.study.StudySpec;
import winnow.trial.Goal;

/** The objective {@code lenet5} as specs name it. */
public final class LeNet5 {

    /** Its name. */
    public static final String NAME = "lenet5";

    private static final String DATASET = "dataset";
    private static final String VALIDATION = "validation";
    private static final String DATA = "data";
    private static final String CLASS_WEIGHTS = "class_weights";

    private static final List<Setting> SETTINGS = List.of(
            Setting.word(
                    DATASET,
                    FashionMnist.SAMPLE,
                    ImageSets.NAMES,
                    "the images: the bundled sample of 7,000, or all 70,000, which this machine must have"),
            Setting.real(
                    VALIDATION,
                    0.2,
                    0,
                    1e9,
                    "how much of the training images validates, the last ones: below 1 a share, from 1 on a number"),
            Setting.text(DATA, "the only folder to look for " + FashionMnist.FULL + " in"),
            Setting.real(CLASS_WEIGHTS, 1, 0, 1e9, "what each of the ten classes counts in training")
                    .list()
                    .optional());

    private LeNet5() {}

    /** What a spec can ask of it, what it measures, and how it is made. */
    public static Offer<Objective> offer() {
        var metrics = new LinkedHashMap<String, Goal>();
        metrics.put(LeNetTraining.VALIDATION_LOSS, Goal.MINIMIZE);
        metrics.put(LeNetTraining.VALIDATION_ACCURACY, Goal.MAXIMIZE);
        metrics.put(LeNetTraining.TRAIN_LOSS, Goal.MINIMIZE);
        metrics.put(LeNetTraining.PARAMETERS, Goal.MINIMIZE);
        return Offer.<Objective>of(
                        NAME,
                        "trains the LeNet-5 image classifier on Fashion-MNIST with Deeplearning4j",
                        SETTINGS,
                        LeNet5::made)
                .measuring(metrics)
                .assuming(LeNetHyperparameters.DEFAULTS.configuration().values())
                .checkedBy(LeNet5::problems);
    }

    private static Objective made(Settings settings, StudySpec spec) {
        var objective = objective(settings, spec.engine()).pinned();
        boolean isNamed =
                spec.objective().aims().stream().anyMatch(aim -> aim.metric().equals(LeNetTraining.PARAMETERS))
                        || spec.limits()
                                .target()
                                .filter(t -> t.metric().equals(LeNetTraining.PARAMETERS))
                                .isPresent();
        return isNamed ? objective.counting() : objective;
    }

    /** The objective of a spec's settings, defaults filled in; data is not looked at yet. */
    public static LeNetObjective objective(Settings settings, String engine) {
        return new LeNetObjective(
                settings.text(DATASET),
                settings.has(DATA) ? settings.text(DATA) : "",
                "",
                settings.real(VALIDATION),
                settings.has(CLASS_WEIGHTS)
                        ? settings.list(CLASS_WEIGHTS).stream()
                                .mapToDouble(Value::number)
                                .toArray()
                        : new double[0],
                engine);
    }

    private static List<SpecProblem> problems(StudySpec spec) {
        var problems = new ArrayList<>(LeNetHyperparameters.problems(spec.space()));
        var settings = spec.objective().choice().settings();
        try {
            var objective = objective(settings, spec.engine());
            if (objective.dataset().equals(FashionMnist.SAMPLE)) {
                Split.of(objective.validation(), FashionMnist.SAMPLE_TRAIN);
            } else if (!isFolder(objective.folder())) {
                problems.add(new SpecProblem(
                        "objective." + DATA, "there is no folder " + objective.folder() + " on this machine"));
            }
        } catch (IllegalArgumentException wrong) {
            problems.add(new SpecProblem("objective", String.valueOf(wrong.getMessage())));
        }
        if (spec.resources().gpus() > 0 && spec.engine().equals(Engine.DL4J.word()) && !GpuHost.isCudaThere()) {
            problems.add(new SpecProblem(
                    "engine",
                    "is dl4j and resources.gpus is " + spec.resources().gpus()
                            + ", but this build of Winnow has no CUDA: build it with -Pcuda, or leave resources.gpus"
                            + " out"));
        }
        return problems;
    }

    /** What is legal in a spec of this objective, and seldom meant. */
    public static List<String> warnings(StudySpec spec) {
        if (!spec.objective().choice().name().equals(NAME)
                || spec.resources().gpus() == 0
                || (!spec.engine().equals(Engine.VECTOR.word()) && GpuHost.isCudaThere())) {
            return List.of();
        }
        var why = spec.engine().equals(Engine.VECTOR.word())
                ? "engine: vector does without them"
                : "this build of Winnow has no CUDA (-Pcuda)";
        return List.of("resources.gpus is " + spec.resources().gpus() + ", but trials train on the CPU, since " + why);
    }

    private static boolean isFolder(String folder) {
        return folder.isEmpty() || java.nio.file.Files.isDirectory(Path.of(folder));
    }

    /** Where training happens and with what, for a study's provenance. */
    public static Map<String, String> provenance(LeNetObjective objective) {
        var set = objective.images();
        var facts = new LinkedHashMap<String, String>();
        facts.put("engine", objective.engine());
        facts.put("kernels", Kernels.description());
        if (objective.engine().equals(Engine.DL4J.word()) || !Kernels.available()) {
            var backend = NativeBackend.prepare();
            facts.put("natives", backend.natives());
            facts.put("threads", Integer.toString(backend.threads()));
            facts.put(
                    "omp_num_threads",
                    Optional.ofNullable(System.getenv("OMP_NUM_THREADS")).orElse("not set"));
        }
        facts.put("dataset", set.name());
        facts.put("dataset_origin", set.origin());
        facts.put("dataset_sha256", set.digest());
        return facts;
    }
}
