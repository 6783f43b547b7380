package winnow.app.session;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import winnow.app.exit.ExitCode;
import winnow.app.exit.Fault;
import winnow.app.exit.Refusal;
import winnow.study.Objective;
import winnow.study.Offer;
import winnow.study.Setting;
import winnow.study.SpecProblem;
import winnow.study.StudySpec;

/** An objective of the user's own: a class in a jar of theirs, or what their program brings along. */
public final class OwnObjective {

    /** Its name in a spec. */
    public static final String NAME = "own";

    private static final String CLASS = "class";
    private static final List<Setting> SETTINGS = List.of(Setting.text(
            CLASS,
            "the name of a Java class that implements winnow.study.Objective and has a constructor without arguments"));

    private OwnObjective() {}

    /** For the command line, which needs its class. */
    static Offer<Objective> offer() {
        return Offer.<Objective>of(NAME, "a Java class of your own", SETTINGS, (settings, spec) -> load(spec))
                .checkedBy(spec -> problem(spec).stream().toList());
    }

    /** For a program that brings it along. */
    static Offer<Objective> given(Objective objective) {
        return Offer.of(NAME, "what a program brings along", SETTINGS, (settings, spec) -> objective);
    }

    /** For studies that are looked at, or whose trials somebody else trains. */
    static Offer<Objective> unchecked() {
        return Offer.of(NAME, "an objective of the user's own", SETTINGS, (settings, spec) -> load(spec));
    }

    private static Optional<String> className(StudySpec spec) {
        var settings = spec.objective().choice().settings();
        return settings.has(CLASS) ? Optional.of(settings.text(CLASS)) : Optional.empty();
    }

    private static Optional<SpecProblem> problem(StudySpec spec) {
        var name = className(spec);
        if (name.isEmpty()) {
            return Optional.of(new SpecProblem(
                    "objective",
                    "own needs class: NAME, a Java class that implements winnow.study.Objective, and --jars with its jar;"
                            + " a program that trains by itself uses `winnow ask`"));
        }
        try {
            load(spec);
            return Optional.empty();
        } catch (Refusal refused) {
            return Optional.of(new SpecProblem("objective." + CLASS, String.valueOf(refused.getMessage())));
        }
    }

    private static Objective load(StudySpec spec) {
        var name = className(spec)
                .orElseThrow(() -> Refusal.usage("the objective of study " + spec.study()
                        + " belongs to a program of its own, which alone can run it (Winnow.resume)"));
        try {
            var found = Class.forName(name, true, Thread.currentThread().getContextClassLoader());
            if (!Objective.class.isAssignableFrom(found)) {
                throw Refusal.usage(name + " does not implement winnow.study.Objective");
            }
            return (Objective) found.getDeclaredConstructor().newInstance();
        } catch (ClassNotFoundException missing) {
            throw new Refusal(ExitCode.USAGE, "there is no class " + name + "; is its jar among --jars?", missing);
        } catch (ReflectiveOperationException | LinkageError unfit) {
            throw new Refusal(
                    ExitCode.USAGE,
                    name + " cannot be made by a constructor without arguments: " + Fault.describe(unfit),
                    unfit);
        }
    }

    /**
     * Makes the classes of jars known to this thread and those it starts. They stay so until the program ends.
     *
     * @throws Refusal if one is not there
     */
    public static void know(List<Path> jars) {
        if (jars.isEmpty()) {
            return;
        }
        var urls = new ArrayList<URL>();
        for (var jar : jars) {
            if (!Files.isReadable(jar)) {
                throw Refusal.usage("there is no jar " + jar);
            }
            try {
                urls.add(jar.toRealPath().toUri().toURL());
            } catch (MalformedURLException impossible) {
                throw new IllegalArgumentException(jar + " has no URL", impossible);
            } catch (IOException unreadable) {
                throw new Refusal(ExitCode.USAGE, jar + " cannot be read", unreadable);
            }
        }
        var thread = Thread.currentThread();
        thread.setContextClassLoader(new URLClassLoader(urls.toArray(URL[]::new), thread.getContextClassLoader()));
    }
}
