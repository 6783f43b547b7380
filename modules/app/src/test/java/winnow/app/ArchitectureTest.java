package winnow.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which module may use what, and what nobody may. Every exception stands here with its reason. */
class ArchitectureTest {
    private static final String[] CORE = {
        "winnow.space..", "winnow.random..", "winnow.text..", "winnow.trial..", "winnow.search..", "winnow.study.."
    };

    /** Joins everything, so it may use everything. */
    private static final String[] APP = {"winnow.app..", "winnow.api.."};

    /** Contract suites and doubles: used by tests alone. */
    private static final String TESTKIT = "winnow.testkit..";

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("winnow");

    private static final DescribedPredicate<JavaClass> MAIN =
            DescribedPredicate.not(resideInAnyPackage(TESTKIT)).as("classes that are shipped");

    /** A library that few may use. */
    private record Engine(String name, List<String> packages, List<String> users) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Engine engine(String name, String packages, String users) {
        return new Engine(name, List.of(packages.split(" ")), List.of(users.split(" ")));
    }

    static Stream<Engine> engines() {
        return Stream.of(
                engine("Spark", "org.apache.spark..", "winnow.spark.."),
                engine("Scala", "scala..", "winnow.spark.. winnow.coordinator.."),
                engine("Akka", "akka.. com.typesafe..", "winnow.coordinator.. winnow.dashboard.."),
                engine(
                        "DL4J and ND4J",
                        "org.deeplearning4j.. org.nd4j.. org.bytedeco..",
                        "winnow.lenet.. winnow.data.. winnow.surrogate.. winnow.importance.."),
                engine("Smile", "smile..", "winnow.surrogate.. winnow.importance.."),
                engine("commons-math3", "org.apache.commons.math3..", "winnow.strategy.. winnow.scheduler.."),
                engine("Jackson", "com.fasterxml..", "winnow.spec.. winnow.journal.. winnow.export.."),
                engine("snakeyaml-engine", "org.snakeyaml..", "winnow.spec.."),
                engine("Hadoop", "org.apache.hadoop..", "winnow.journal.. winnow.export.."),
                engine("SQLite", "org.sqlite.. java.sql..", "winnow.export.."),
                engine("the Vector API", "jdk.incubator.vector..", "winnow.kernel.."),
                engine("picocli", "picocli..", "winnow.app.."),
                engine("JLine", "org.jline..", "winnow.app.."));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void anEngineIsUsedInItsModulesOnly(Engine engine) {
        var allowed = new ArrayList<>(engine.users());
        allowed.addAll(List.of(APP));

        noClasses()
                .that(are(MAIN))
                .and()
                .resideOutsideOfPackages(allowed.toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(engine.packages().toArray(String[]::new))
                .because(engine.name() + " belongs to " + engine.users())
                .check(OURS);
    }

    @Test
    void coreKnowsTheJdkAndPersistentCollectionsAlone() {
        classes()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(concat(CORE, "java..", "org.pcollections..", "org.jspecify..")))
                .check(OURS);
    }

    /** An adapter's packages, and those of other adapters that it may use. */
    static Stream<List<String>> adapters() {
        return Stream.of(
                List.of("winnow.strategy..", "winnow.scheduler.."),
                List.of("winnow.surrogate..", "winnow.importance.."),
                List.of("winnow.kernel.."),
                List.of("winnow.lenet..", "winnow.data..", "winnow.kernel.."),
                List.of("winnow.spark.."),
                List.of("winnow.coordinator..", "winnow.dashboard..", "winnow.plots.."),
                List.of("winnow.spec..", "winnow.journal..", "winnow.export.."),
                List.of("winnow.plots.."),
                List.of("winnow.report..", "winnow.plots.."),
                List.of("winnow.simulator.."));
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void adaptersDoNotKnowEachOther(List<String> packages) {
        var known = concat(CORE, packages.toArray(String[]::new));

        noClasses()
                .that()
                .resideInAnyPackage(packages.toArray(String[]::new))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("winnow..").and(DescribedPredicate.not(resideInAnyPackage(known))))
                .because("only app joins adapters")
                .allowEmptyShould(true)
                .check(OURS);
    }

    @Test
    void noPackagesDependOnEachOtherInACycle() {
        slices().matching("winnow.(**)").should().beFreeOfCycles().check(OURS);
    }

    @Test
    void allRandomnessComesFromTheStudysSeed() {
        noClasses()
                .that(are(MAIN))
                .should()
                .callMethod(Math.class, "random")
                .orShould()
                .callConstructor(Random.class)
                .orShould()
                .callConstructor(Random.class, long.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocalRandom.class)
                .because("RandomStream is a function of seed, purpose and number")
                .check(OURS);
    }

    @Test
    void nobodyReadsTheClockOrSleepsInPassing() {
        noClasses()
                .that(are(MAIN))
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", long.class, int.class)
                .because("clocks are passed in, and waiting is for something that happens")
                .check(OURS);
    }

    @Test
    void onlyTheConsoleUsesTheStandardStreams() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("winnow.app.display.Console")
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .because("libraries do not write to a terminal")
                .check(OURS);
    }

    @Test
    void onlyTheProgramEndsTheJvm() {
        noClasses()
                .that()
                .resideOutsideOfPackages(APP)
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(OURS);
    }

    @Test
    void nothingThatSomebodySuppliesIsDeserialised() {
        noClasses()
                .that(are(MAIN))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.beans.XMLDecoder")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.deeplearning4j.util.ModelSerializer")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.nd4j.common.util.SerializationUtils")
                .orShould()
                .callMethodWhere(JavaCall.Predicates.target(nameMatching("fromJson|fromYaml|enableDefaultTyping"
                        + "|activateDefaultTyping|activateDefaultTypingAsProperty")))
                .because("a stream of objects, or a configuration with the names of classes, says what is to be loaded;"
                        + " files and messages of Winnow hold numbers and texts in a form of their own")
                .check(OURS);
    }

    private static String[] concat(String[] first, String... second) {
        return Stream.concat(Stream.of(first), Stream.of(second)).toArray(String[]::new);
    }
}
