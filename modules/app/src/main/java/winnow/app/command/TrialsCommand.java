package winnow.app.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import winnow.app.display.Console;
import winnow.app.display.Figures;
import winnow.app.display.Screen;
import winnow.app.display.Table;
import winnow.app.display.Table.Column;
import winnow.app.exit.ExitCode;
import winnow.app.exit.Refusal;
import winnow.app.session.Json;
import winnow.app.trials.TrialTable;
import winnow.export.JsonLinesExport;

/** Lists trials. */
@Command(
        name = "trials",
        header = "Lists the trials of a study: those of which a condition holds, in the order of a field.",
        description = {
            "",
            "Fields are those of a trial (trial, status, epochs, best_epoch, loss, seconds, origin, bracket, attempts,"
                    + " failures, parent_trial ...), the metrics at its best epoch, and its parameters; --columns with a"
                    + " wrong name lists them. `loss` is the study's metric so that lower is better. A condition is"
                    + " written as the constraints of a spec are; a field that a trial does not have compares with "
                    + "nothing."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  winnow trials studies/quickstart --sort loss --limit 5",
            "  winnow trials studies/quickstart --where \"learning_rate < 0.01 and status != 'failed'\"",
            "  winnow trials studies/quickstart --columns trial,loss,epochs --json"
        })
final class TrialsCommand implements Callable<Integer> {
    private static final int WIDEST = 40;

    private final Console console;

    @Mixin
    private StudyOption study = new StudyOption();

    @Option(names = "--where", paramLabel = "CONDITION", description = "Only trials of which this holds.")
    private String where;

    @Option(
            names = "--sort",
            paramLabel = "FIELD",
            defaultValue = "trial",
            description = "Orders by a field: what is better first where that is known, else what is lower.")
    private String sort;

    @Option(names = "--reverse", description = "The other way round.")
    private boolean isReversed;

    @Option(names = "--limit", paramLabel = "N", description = "No more than so many trials.")
    private Integer limit;

    @Option(
            names = "--columns",
            paramLabel = "FIELD",
            split = ",",
            description = "Which fields to show, in which order.")
    private List<String> columns = List.of();

    @Mixin
    private OutputOptions output = new OutputOptions();

    TrialsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (limit != null && limit < 1) {
            throw Refusal.usage("--limit is " + limit + ": it must be at least 1");
        }
        var read = study.read();
        var all = TrialTable.of(read.recorded(), read.goals());
        var names = all.columns(columns);
        var found = where == null ? all : all.where(where);
        var sorted = sort.equals("trial") && !isReversed ? found : found.sorted(sort, isReversed);
        var shown = limit == null ? sorted : sorted.first(limit);
        if (output.json) {
            console.out().println(json(shown, names));
        } else {
            print(
                    shown,
                    names.isEmpty() ? shown.usualColumns() : names,
                    found.trials().size(),
                    all.trials().size());
        }
        return ExitCode.DONE.number();
    }

    private static String json(TrialTable table, List<String> names) {
        var array = JsonNodeFactory.instance.arrayNode();
        for (var trial : table.trials()) {
            if (names.isEmpty()) {
                array.add(JsonLinesExport.json(trial));
            } else {
                var object = array.addObject();
                names.forEach(name -> JsonLinesExport.put(object, name, table.value(name, trial)));
            }
        }
        return Json.text(array);
    }

    private void print(TrialTable table, List<String> names, int found, int all) {
        var out = console.out();
        int width = console.lineScreen().width();
        if (table.trials().isEmpty()) {
            out.println(
                    all == 0 ? "No trial has been opened." : "None of " + Figures.count(all, "trial") + " matches.");
            return;
        }
        var titles = names.stream()
                .map(name -> Column.of(name, table.isNumber(name)))
                .toList();
        var rows = new ArrayList<List<String>>();
        for (var trial : table.trials()) {
            rows.add(names.stream().map(name -> cell(table.value(name, trial))).toList());
        }
        var shown = new Table(titles, rows);
        shown.lines(width).forEach(out::println);
        int fitting = shown.fitting(width);
        if (fitting < names.size()) {
            out.println(Screen.cut(
                    Screen.plain("not shown: " + String.join(", ", names.subList(fitting, names.size()))), width));
        }
        var of = found == all ? "" : " that match, of " + all;
        out.println(
                table.trials().size() < found
                        ? table.trials().size() + " of " + Figures.count(found, "trial") + of
                        : Figures.count(found, "trial") + of);
    }

    private static String cell(@org.jspecify.annotations.Nullable Object value) {
        if (value == null) {
            return "-";
        }
        return value instanceof Double number ? Figures.measure(number) : Screen.cut(value.toString(), WIDEST);
    }
}
