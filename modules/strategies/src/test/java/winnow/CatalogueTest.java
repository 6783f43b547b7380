package winnow;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import winnow.scheduler.Schedulers;
import winnow.search.Limits;
import winnow.search.Scheduler;
import winnow.search.Strategy;
import winnow.strategy.Models;
import winnow.study.Choice;
import winnow.study.Offer;
import winnow.study.StudySpec;
import winnow.testkit.SampleSettings;
import winnow.testkit.SampleSpaces;
import winnow.testkit.SampleStudy;
import winnow.testkit.SchedulerContract;
import winnow.testkit.StrategyContract;

/** Classes, catalogue and contract tests agree: a strategy or scheduler that lacks one of the three is found here. */
class CatalogueTest {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("winnow.strategy", "winnow.scheduler");
    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
            .importPackages("winnow.strategy", "winnow.scheduler");

    @Test
    void everyStrategyIsOfferedAndHeldToTheContract() throws ReflectiveOperationException {
        var made = made(Models.offers(), choice -> sample().strategy(choice).spec());
        assertThat(made).hasSameElementsAs(implementations(Strategy.class));
        var held = new ArrayList<Offer<Strategy<?>>>();
        for (var contract : contracts(StrategyContract.class)) {
            held.add(contract.offer());
        }
        assertThat(names(held)).containsExactlyInAnyOrderElementsOf(names(Models.offers()));
        assertThat(made(held, choice -> sample().strategy(choice).spec())).hasSameElementsAs(made);
    }

    @Test
    void everySchedulerIsOfferedAndHeldToTheContract() throws ReflectiveOperationException {
        var made =
                made(Schedulers.offers(), choice -> sample().scheduler(choice).spec());
        assertThat(made).hasSameElementsAs(implementations(Scheduler.class));
        var held = new ArrayList<Offer<Scheduler<?>>>();
        for (var contract : contracts(SchedulerContract.class)) {
            held.add(contract.offer());
        }
        assertThat(names(held)).containsExactlyInAnyOrderElementsOf(names(Schedulers.offers()));
        assertThat(made(held, choice -> sample().scheduler(choice).spec())).hasSameElementsAs(made);
    }

    @Test
    void noFileIsLongerThanAStrategyMayBe() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                assertThat(Files.readAllLines(file).size())
                        .as("lines of %s", file)
                        .isLessThan(300);
            }
        }
    }

    private static SampleStudy sample() {
        var space = SampleSpaces.twelve();
        return SampleStudy.of(space).limits(Limits.ofTrials(27)).points(List.of(space.configurationAt(0)));
    }

    private static List<String> implementations(Class<?> port) {
        return MAIN.stream()
                .filter(c -> c.isAssignableTo(port) && !c.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(JavaClass::getName)
                .toList();
    }

    private static <T> List<String> made(List<Offer<T>> offers, Function<Choice, StudySpec> spec) {
        return offers.stream()
                .map(offer -> {
                    var choice = SampleSettings.presets(offer);
                    return offer.make()
                            .apply(choice.settings(), spec.apply(choice))
                            .getClass()
                            .getName();
                })
                .toList();
    }

    private static List<String> names(List<? extends Offer<?>> offers) {
        return offers.stream().map(Offer::name).toList();
    }

    private static <C> List<C> contracts(Class<C> contract) throws ReflectiveOperationException {
        var contracts = new ArrayList<C>();
        for (var test : TESTS) {
            if (test.isAssignableTo(contract) && !test.getModifiers().contains(JavaModifier.ABSTRACT)) {
                Constructor<?> constructor = test.reflect().getDeclaredConstructor();
                constructor.setAccessible(true);
                contracts.add(contract.cast(constructor.newInstance()));
            }
        }
        return contracts;
    }
}
