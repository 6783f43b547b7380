package winnow.app.command.bench;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What is searched with, how often, and where results go. */
final class SearchOptions {

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            required = true,
            description = "Who proposes configurations, as in a spec.")
    String strategy;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "30",
            description = "How often each problem is searched, with seeds from 0; ${DEFAULT-VALUE} by default.")
    int seeds;

    @Option(
            names = "--slots",
            paramLabel = "W",
            split = ",",
            defaultValue = "1",
            description = "Trials at once; several numbers, as in 1,8,25, are compared; 1 by default.")
    List<Integer> slots;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "A setting as in a spec, for example strategy.points=9; may be repeated.")
    List<String> set = List.of();

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "Also writes the regret of every seed, for bench compare.")
    Path csv;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seeds searched at once; changes no result; ${DEFAULT-VALUE} by default.")
    int threads;
}
