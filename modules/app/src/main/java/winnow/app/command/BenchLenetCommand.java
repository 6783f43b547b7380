package winnow.app.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import winnow.app.display.Console;
import winnow.app.exit.ExitCode;
import winnow.app.exit.Refusal;
import winnow.app.session.Build;
import winnow.data.DataFolders;
import winnow.data.FashionMnist;
import winnow.data.ImageSets;
import winnow.lenet.LeNetBench;
import winnow.lenet.LeNetBenchCase;
import winnow.space.Configuration;
import winnow.space.Value;

/** Measures LeNet-5's training. */
@Command(
        name = "lenet",
        header = "Measures how fast LeNet-5 trains on Fashion-MNIST, and how well.",
        description = {
            "",
            "Prints a line an epoch: seconds of training scaled to 60,000 images, then accuracy and loss "
                    + "on the 10,000 test images.",
            "",
            "With --all or --case it prints figures instead, a line each, medians of --epochs repetitions in a warm "
                    + "JVM: b64, b256, b4 (batch sizes), rich (adam, dropout, shifted images), wide (a net twice as "
                    + "wide), evaluation, trials (16 on two threads), memory (resident, over 300 trials); and cold, the "
                    + "first epoch of this JVM."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  winnow bench lenet --batch 64 --images 60000 --epochs 3",
            "  winnow bench lenet --batch 4 --images 20000 --epochs 1 --learning-rate 0.001",
            "  winnow bench lenet --all",
            "  winnow bench lenet --case rich --engine dl4j"
        })
final class BenchLenetCommand implements Callable<Integer> {
    private static final String DEFAULT = "; ${DEFAULT-VALUE} by default.";

    private final Console console;

    @Option(names = "--batch", paramLabel = "N", defaultValue = "64", description = "Images a step" + DEFAULT)
    private int batch;

    @Option(names = "--images", paramLabel = "N", defaultValue = "60000", description = "Images an epoch" + DEFAULT)
    private int images;

    @Option(names = "--epochs", paramLabel = "N", defaultValue = "3", description = "How many epochs" + DEFAULT)
    private int epochs;

    @Option(names = "--learning-rate", paramLabel = "X", defaultValue = "0.01", description = "Of sgd" + DEFAULT)
    private double learningRate;

    @Option(names = "--momentum", paramLabel = "X", defaultValue = "0.9", description = "Of sgd" + DEFAULT)
    private double momentum;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads of ND4J; those of oneDNN follow OMP_NUM_THREADS" + DEFAULT)
    private int threads;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            defaultValue = "auto",
            description = "What trains: auto, vector or dl4j" + DEFAULT)
    private String engine;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of initial weights and order" + DEFAULT)
    private long seed;

    @Option(names = "--all", description = "Prints every figure.")
    private boolean all;

    @Option(names = "--case", paramLabel = "NAME", description = "Prints this figure; may be repeated.")
    private List<String> cases = List.of();

    @Option(names = "--data", paramLabel = "DIR", description = "The folder to read Fashion-MNIST from.")
    private Path data;

    BenchLenetCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        var bench = bench();
        var figures = figures();
        var set = ImageSets.shared().load(FashionMnist.FULL, Optional.ofNullable(data), DataFolders.ofUser());
        if (figures.isEmpty()) {
            bench.run(set, System::nanoTime, this::line);
        }
        for (var figure : figures) {
            line("winnow " + Build.version() + " " + figure.measure(set, epochs, engine, System::nanoTime));
        }
        return ExitCode.DONE.number();
    }

    private void line(String text) {
        console.out().println(text);
        console.out().flush();
    }

    private List<LeNetBenchCase> figures() {
        try {
            return (all ? LeNetBenchCase.names() : cases)
                    .stream().map(LeNetBenchCase::named).toList();
        } catch (IllegalArgumentException wrong) {
            throw new Refusal(ExitCode.USAGE, "--case " + wrong.getMessage(), wrong);
        }
    }

    private LeNetBench bench() {
        try {
            var configuration = new Configuration(Map.of(
                    "batch_size", Value.of(batch),
                    "learning_rate", Value.of(learningRate),
                    "momentum", Value.of(momentum)));
            return new LeNetBench(Build.version(), configuration, images, epochs, threads, engine, seed);
        } catch (IllegalArgumentException wrong) {
            throw new Refusal(ExitCode.USAGE, String.valueOf(wrong.getMessage()), wrong);
        }
    }
}
