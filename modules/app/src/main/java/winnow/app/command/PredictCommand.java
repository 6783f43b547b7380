package winnow.app.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import winnow.app.display.Console;
import winnow.app.exit.ExitCode;
import winnow.app.exit.Refusal;
import winnow.app.session.Json;
import winnow.app.session.StudyRecord;
import winnow.app.session.Winner;
import winnow.lenet.LeNet5;
import winnow.lenet.Prediction;
import winnow.lenet.Predictor;

/** Classifies images with the winner. */
@Command(
        name = "predict",
        header = "Says what the winner of a study sees in images.",
        description = {
            "",
            "Images are an IDX file as of MNIST (plain or packed), or a picture of any size. A picture with bright "
                    + "corners is inverted, since Fashion-MNIST shows bright articles on black."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  winnow predict studies/quickstart shoe.png",
            "  winnow predict studies/quickstart t10k-images-idx3-ubyte.gz --json"
        })
final class PredictCommand implements Callable<Integer> {
    /** How many classes are named for one picture. */
    private static final int NAMED = 3;

    private final Console console;

    @Mixin
    private StudyOption study = new StudyOption();

    @Parameters(index = "1", paramLabel = "IMAGES", description = "An IDX file or a picture (PNG, JPEG, GIF, BMP).")
    private Path images;

    @Mixin
    private OutputOptions output = new OutputOptions();

    PredictCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var read = study.read();
        try (var predictor = Predictor.load("the winner of " + read.folder(), model(read))) {
            var predictions = predictor.file(images);
            if (output.json) {
                console.out().println(json(predictions));
            } else {
                for (int i = 0; i < predictions.size(); i++) {
                    console.out().println(line(i, predictions.get(i), predictions.size()));
                }
            }
        }
        return ExitCode.DONE.number();
    }

    private static byte[] model(StudyRecord study) {
        var winner =
                Winner.of(study).orElseThrow(() -> new Refusal(ExitCode.NO_RESULT, Outputs.whyNone(study.state())));
        if (!winner.objective().equals(LeNet5.NAME)) {
            throw Refusal.usage("the objective of this study is " + winner.objective() + ": only models of "
                    + LeNet5.NAME + " can be asked here");
        }
        return winner.model(study.folder())
                .orElseThrow(() -> Refusal.usage("the winner of this study has no saved model"));
    }

    private static String line(int index, Prediction prediction, int of) {
        var named = prediction.ranked().stream()
                .limit(NAMED)
                .map(l -> String.format(Locale.ROOT, "%s %.4f", l.name(), l.probability()))
                .collect(Collectors.joining("  "));
        return (of > 1 ? index + "  " : "") + named + (prediction.inverted() ? "  (inverted)" : "");
    }

    private static String json(List<Prediction> predictions) {
        var list = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < predictions.size(); i++) {
            var prediction = predictions.get(i);
            var node = list.addObject().put("image", i).put("class", prediction.name());
            node.put("probability", prediction.ranked().get(0).probability());
            node.put("inverted", prediction.inverted());
            var probabilities = node.putObject("probabilities");
            prediction.ranked().forEach(l -> probabilities.put(l.name(), l.probability()));
        }
        return Json.text(list);
    }
}
