package winnow.app;

import static org.assertj.core.api.Assertions.assertThat;
import static winnow.app.CommandLineDriver.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winnow.app.session.Project;

/** The example of an objective in a jar of the user's own: compiled as its user would, and searched. */
@Tag("slow")
class OwnObjectiveTest {
    private static final Path EXAMPLE = Project.root().resolve("experiments/own-objective");
    private static final Path SPEC = EXAMPLE.resolve("search.yaml");

    @TempDir
    private Path temporary;

    private ClassLoader before;

    @BeforeEach
    void rememberTheClassLoader() {
        before = Thread.currentThread().getContextClassLoader();
    }

    @AfterEach
    void forgetTheJar() {
        Thread.currentThread().setContextClassLoader(before);
    }

    private Path jar() throws IOException {
        var classes = temporary.resolve("classes");
        var source = EXAMPLE.resolve("src/main/java/example/Rosenbrock.java");
        int code = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", classes.toString(), source.toString());
        assertThat(code).isZero();
        var jar = temporary.resolve("own.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                var files = Files.walk(classes)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
        return jar;
    }

    @Test
    void aClassInAJarIsSearchedAndResumed() throws IOException {
        var jar = jar();
        var study = temporary.resolve("study");

        var search = run("search", SPEC, "--jars", jar, "--out", study, "--set", "limits.trials=6");

        assertThat(search.code()).as(search.err()).isZero();
        assertThat(search.out()).containsPattern("\\d trials (of 6 )?by loss");
        var resume = run("resume", study, "--jars", jar, "--set", "limits.trials=8");
        assertThat(resume.code()).as(resume.err()).isZero();
        assertThat(resume.out()).containsPattern("\\d trials (of 8 )?by loss");
        Thread.currentThread().setContextClassLoader(before);
        assertThat(run("best", study).out()).contains("momentum");
    }

    @Test
    void whatIsMissingIsSaid() throws IOException {
        assertThat(run("plan", SPEC).err())
                .contains("search.yaml:", "objective.class", "there is no class example.Rosenbrock", "--jars");
        assertThat(run("plan", SPEC, "--set", "objective.class=java.lang.String")
                        .err())
                .contains("java.lang.String does not implement winnow.study.Objective");
        assertThat(run("plan", SPEC, "--set", "objective.class=").err()).contains("own needs class", "winnow ask");
        var nowhere = run("search", SPEC, "--jars", temporary.resolve("no.jar"));
        assertThat(nowhere.code()).isEqualTo(2);
        assertThat(nowhere.err()).contains("there is no jar");
        assertThat(List.of(run("plan", SPEC, "--jars", jar()).code())).containsExactly(0);
    }
}
