package winnow.app.command;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import winnow.app.display.Console;
import winnow.app.exit.ExitCode;
import winnow.app.exit.Refusal;
import winnow.app.session.Json;
import winnow.data.DataFetch;
import winnow.data.DataFolders;

/** Fetches Fashion-MNIST. */
@Command(
        name = "fetch",
        header = "Fetches Fashion-MNIST, 31 MB.",
        description = {
            "",
            "Downloads the four official files and checks their SHA-256; where that fails, takes them from Debian's "
                    + "package dataset-fashion-mnist, without root. The official address was not reachable where this "
                    + "was written: the download was tested against a server of the tests' own."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  winnow data fetch", "  winnow data fetch --to data/fashion-mnist"})
final class DataFetchCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--to", paramLabel = "DIR", description = "The folder to put the files into; by default the cache.")
    private Path to;

    @Option(names = "--from", paramLabel = "URL", description = "Another address that has the same four files.")
    private URI from;

    @Mixin
    private OutputOptions output = new OutputOptions();

    DataFetchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var folder = to == null ? DataFolders.ofUser().cache() : to;
        var fetch = from == null ? DataFetch.official() : DataFetch.from(address());
        try {
            fetch.into(folder, console::say);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Refusal(ExitCode.INTERRUPTED, "interrupted; what was fetched is kept", interrupted);
        }
        console.out()
                .println(
                        output.json
                                ? Json.text(Json.object().put("folder", folder.toString()))
                                : "Fashion-MNIST is in " + folder);
        return ExitCode.DONE.number();
    }

    private URI address() {
        return from.toString().endsWith("/") ? from : URI.create(from + "/");
    }
}
