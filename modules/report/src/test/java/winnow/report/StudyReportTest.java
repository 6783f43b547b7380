package winnow.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winnow.plots.SpaceJson;
import winnow.search.ParetoFront;
import winnow.space.Condition;
import winnow.space.Value;

class StudyReportTest {
    private static final Pattern ELEMENT = Pattern.compile("<(script|style)( [^>]*)?>(.*?)</\\1>", Pattern.DOTALL);

    @Test
    void thePolicyAllowsExactlyTheScriptsAndTheStyleInside() throws GeneralSecurityException {
        var html = StudyReport.html(Samples.quickstart());
        var policy = find(html, "<meta http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\">");

        assertThat(policy)
                .startsWith("default-src 'none'; ")
                .doesNotContain("unsafe")
                .doesNotContain("http");
        var digests = Pattern.compile("'sha256-[^']+'")
                .matcher(policy)
                .results()
                .map(MatchResult::group)
                .toList();
        var code = ELEMENT.matcher(html)
                .results()
                .filter(element -> element.group(2) == null)
                .map(element -> element.group(3))
                .toList();
        assertThat(digests)
                .containsExactlyElementsOf(
                        code.stream().map(StudyReportTest::digest).toList());
        assertThat(html.indexOf("Content-Security-Policy")).isLessThan(html.indexOf("<style>"));
    }

    @Test
    void nothingIsLoadedFromOutside() {
        var html = withoutCode(StudyReport.html(Samples.quickstart()));

        assertThat(html).doesNotContainPattern("(?i)\\b(src|href)\\s*=\\s*\"(?!#|data:,\")");
        assertThat(html).doesNotContainPattern("(?i)<(img|iframe|object|embed|link rel=\"(?!icon)|base)\\b");
    }

    @Test
    void theFrontOfSeveralMetricsIsToldAndHasASection() throws IOException {
        var input = Samples.pareto();
        var html = StudyReport.html(input);
        var json = json(html);

        assertThat(json.get("aims").get(0).asInt()).isZero();
        assertThat(json.get("aims"))
                .extracting(
                        place -> json.at("/metrics/" + place.asInt() + "/name").asText())
                .containsExactly(Samples.LOSS, "training_seconds", "parameters");
        var front = ParetoFront.of(input.state().history());
        assertThat(json.get("front")).hasSameSizeAs(front.members());
        for (int i = 0; i < front.members().size(); i++) {
            var member = front.members().get(i);
            var told = json.get("front").get(i);
            assertThat(told.get(0).asInt()).isEqualTo(member.trial());
            assertThat(told.get(1).asInt()).isEqualTo(member.observation().epoch());
            assertThat(told.get(4).asDouble())
                    .isEqualTo(member.observation().metrics().value("parameters"));
        }
        assertThat(html).contains("id=\"pareto-section\"", front.trials().size() + " trials of 27 reached");
        assertThat(StudyReport.html(Samples.quickstart())).doesNotContain("id=\"pareto-section\"");
        assertThat(json(StudyReport.html(Samples.quickstart())).has("front")).isFalse();
    }

    @Test
    void noElementCarriesAHandlerOrAStyle() {
        assertThat(withoutCode(StudyReport.html(Samples.quickstart())))
                .doesNotContainPattern("(?i)<[^>]*\\s(on\\w+|style)\\s*=");
    }

    @Test
    void theJsonTellsTheWholeStudy() throws IOException {
        var input = Samples.quickstart();
        var state = input.state();
        var json = json(StudyReport.html(input));

        assertThat(json.at("/metrics/0/name").asText()).isEqualTo(Samples.LOSS);
        assertThat(json.at("/metrics/0/goal").asText()).isEqualTo("minimize");
        assertThat(json.at("/winner").asInt())
                .isEqualTo(state.history().incumbent().orElseThrow().trial());
        assertThat(json.get("rungs")).extracting(JsonNode::asInt).containsExactly(1, 3, 9);
        assertThat(json.get("trials")).hasSize(27);
        for (var trial : state.history().all()) {
            var told = json.get("trials").get(trial.number());
            assertThat(told.get("number").asInt()).isEqualTo(trial.number());
            assertThat(told.get("status").asText())
                    .isEqualToIgnoringCase(trial.status().name());
            assertThat(told.get("epochs").asInt())
                    .isEqualTo(trial.observations().size());
            assertThat(told.get("curves"))
                    .hasSize(3)
                    .allMatch(c -> c.size() == trial.observations().size());
            var best = trial.best(Samples.LOSS, state.history().goal());
            assertThat(told.get("best").asInt())
                    .isEqualTo(best.map(o -> o.epoch()).orElse(0));
            assertThat(told.at("/metrics/0").isNull()).isEqualTo(best.isEmpty());
            assertThat(told.get("at").isNull()).isEqualTo(best.isEmpty());
            assertThat(told.get("reason").asText()).isEqualTo(trial.reason());
        }
    }

    @Test
    void parametersAreToldAsTheSpaceHasThem() throws IOException {
        var json = json(StudyReport.html(Samples.quickstart()));
        var parameters = json.get("parameters");

        assertThat(parameters).hasSize(Samples.SPACE.dimensions());
        assertThat(parameters.get(0).toString())
                .isEqualTo(
                        "{\"name\":\"learning_rate\",\"kind\":\"real\",\"scale\":\"log\",\"low\":1.0E-4,\"high\":1}");
        assertThat(parameters.at("/1/options")).extracting(JsonNode::asText).contains("nesterov");
        assertThat(parameters.at("/2/scale").asText()).isEqualTo("reverse-log");
        assertThat(parameters.at("/2/when").asText())
                .isEqualTo(Condition.on("optimizer", Value.of("sgd"), Value.of("nesterov"))
                        .toString());
        for (var trial : Samples.quickstart().state().history().all()) {
            var values = json.at("/trials/" + trial.number() + "/values");
            assertThat(values.get(2).isNull()).isEqualTo(!trial.configuration().has("momentum"));
            assertThat(values.get(0).asDouble()).isEqualTo(trial.configuration().real("learning_rate"));
            assertThat(parameters.at("/1/options/" + values.get(1).asInt()).asText())
                    .isEqualTo(trial.configuration().text("optimizer"));
        }
    }

    @Test
    void aMetricThatIsNoNumberIsNullInItsCurve() throws IOException {
        var json = json(StudyReport.html(Samples.hostile()));
        int infinite = IntStream.range(0, 3)
                .filter(i -> json.at("/metrics/" + i + "/name").asText().equals("${7*7}"))
                .findFirst()
                .orElseThrow();

        assertThat(json.at("/trials/0/curves/" + infinite + "/0").isNull()).isTrue();
    }

    @Test
    void hostileNamesTextsAndValuesStayText() throws IOException {
        var html = StudyReport.html(Samples.hostile());
        var json = json(html);

        assertThat(json.at("/parameters/0/options/0").asText())
                .isEqualTo("</script><script>document.title='owned'</script>");
        assertThat(ELEMENT.matcher(html).results()).hasSize(5);
        assertThat(withoutCode(html))
                .doesNotContain("<script>document")
                .doesNotContain("<svg onload")
                .doesNotContain("<img");
        assertThat(html).doesNotContain("\u202e");
        assertThat(find(html, "<title>(.*?)</title>")).isEqualTo("hostile: Winnow report");
    }

    @Test
    void aMessageAsLongAsABookIsCut() {
        assertThat(StudyReport.html(Samples.hostile()))
                .hasSizeLessThan(500_000)
                .doesNotContain("x".repeat(SpaceJson.LONGEST));
    }

    @Test
    void aThousandTrialsOfFiftyEpochsAreUnderThreeMegabytes() throws IOException {
        var html = StudyReport.html(Samples.thousand());

        assertThat(html.getBytes(StandardCharsets.UTF_8).length).isBetween(1_000_000, 2_500_000);
        assertThat(json(html).get("curves").asInt()).isEqualTo(3);
    }

    @Test
    void theModelAndTheWinnerAreTold() throws IOException {
        var input = Samples.quickstart();
        var json = json(StudyReport.html(input));
        var surface = json.at("/forest/surfaces/0");

        assertThat(json.at("/forest/interactions")).hasSize(15);
        assertThat(surface.at("/x").asInt() + " " + surface.at("/y").asInt()).isEqualTo("0 1");
        assertThat(surface.get("values")).hasSize(16).allMatch(row -> row.size() == 4);
        assertThat(json.at("/guesses")).hasSize(input.forest().guesses().size()).allMatch(guess -> guess.size() == 6);
        assertThat(json.at("/classified/classes/9").asText()).isEqualTo("ankle boot");
        assertThat(json.at("/classified/confusion/0/0").asInt()).isEqualTo(96);
        assertThat(json.at("/classified/why").asText()).isEmpty();
    }

    @Test
    void picturesAreGreyPngFilesOfTheirLevels() throws IOException {
        var mistake = Samples.quickstart().classified().worst().get(0);
        var address = GreyPng.address(mistake.levels());

        assertThat(address).startsWith("data:image/png;base64,");
        var image = ImageIO.read(
                new ByteArrayInputStream(Base64.getDecoder().decode(address.substring(address.indexOf(',') + 1))));
        assertThat(image.getWidth()).isEqualTo(28);
        for (int y = 0; y < 28; y++) {
            for (int x = 0; x < 28; x++) {
                assertThat(image.getRaster().getSample(x, y, 0)).isEqualTo(mistake.levels()[y][x]);
            }
        }
    }

    @Test
    void theAnswerTellsTheTestTheCostAndWhatWasSaved() {
        var html = StudyReport.html(Samples.quickstart());

        assertThat(find(html, "<p class=\"answer\">(.*?)</p>"))
                .contains("is the best of 27 trials")
                .contains(
                        "On 1000 test images, by which nothing was chosen, it reaches accuracy 0.877 and loss 0.3412.")
                .containsPattern("The search spent \\d+ epochs in ")
                .containsPattern("stopping hopeless trials before epoch 9 saved about \\d+ epochs, .* of training\\.");
        assertThat(find(StudyReport.html(Samples.thousand()), "<p class=\"answer\">(.*?)</p>"))
                .contains("The search spent 50000 epochs")
                .doesNotContain("saved");
    }

    @Test
    void theSameJournalGivesTheSameReport() {
        assertThat(StudyReport.html(Samples.quickstart())).isEqualTo(StudyReport.html(Samples.quickstart()));
    }

    @Test
    void anEmptyStudyGivesAPage() throws IOException {
        var html = StudyReport.html(Samples.empty());
        var json = json(html);

        assertThat(html).contains("No trial was opened").contains("The study has not begun");
        assertThat(json.get("trials")).isEmpty();
        assertThat(json.get("winner").isNull()).isTrue();
    }

    @Test
    void theWayItWasMadeIsTold() {
        var html = StudyReport.html(Samples.quickstart());

        assertThat(html)
                .contains("./winnow search configs/quickstart.yaml")
                .contains("<dt>seed</dt><dd>42</dd>")
                .contains("<dt>spark</dt><dd>4.1.3</dd>")
                .contains("scheduler: {name: asha}");
    }

    @Test
    void writingReplacesAnOlderReportAndLeavesNothingElse(@TempDir Path folder) throws IOException {
        var file = folder.resolve("report.html");
        Files.writeString(file, "old");

        StudyReport.write(Samples.single(), file);

        assertThat(Files.readString(file)).isEqualTo(StudyReport.html(Samples.single()));
        try (var all = Files.list(folder)) {
            assertThat(all).containsExactly(file);
        }
    }

    @Test
    void aFolderThatIsMissingIsNamed(@TempDir Path folder) {
        var file = folder.resolve("missing/report.html");

        assertThatThrownBy(() -> StudyReport.write(Samples.empty(), file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void aJournalThatDoesNotLeadToTheStateIsRefused() {
        var input = Samples.single();

        assertThatThrownBy(() -> new ReportInput(input.state(), List.of(), Map.of(), "", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 entries");
    }

    static JsonNode json(String html) throws IOException {
        return new ObjectMapper().readTree(find(html, "<script type=\"application/json\" id=\"study\">(.*?)</script>"));
    }

    private static String withoutCode(String html) {
        return ELEMENT.matcher(html).replaceAll("");
    }

    private static String find(String html, String pattern) {
        var matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(html);
        assertThat(matcher.find()).as("the page has %s", pattern).isTrue();
        return matcher.group(1);
    }

    private static String digest(String text) {
        try {
            var sha = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(sha) + "'";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
