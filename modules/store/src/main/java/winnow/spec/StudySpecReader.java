package winnow.spec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import winnow.space.Configuration;
import winnow.space.SearchSpace;
import winnow.study.Catalogue;
import winnow.study.SpecProblem;
import winnow.study.StudySpec;

/**
 * Reads a search spec, YAML 1.2, into a checked {@link StudySpec}.
 *
 * <p>Strict: whatever it does not know, it refuses; and it reports all problems of a file at once. Nothing but
 * {@link InvalidSpecException} is thrown, whatever the file holds. An override is {@code PATH=VALUE}, for example
 * {@code limits.trials=9} or {@code space.momentum={real: [0, 0.9]}}; without a value it takes the key away. Overrides
 * are applied before anything is checked.
 */
public final class StudySpecReader {
    /** The most bytes of a file; the most characters are as many. */
    public static final int LARGEST = 4 * YamlReader.LONGEST;

    private StudySpecReader() {}

    /** Reads a file; its problems name it as given. */
    public static StudySpec read(Path file, Catalogue catalogue, List<String> overrides) {
        return read(file, catalogue, overrides, spec -> List.of());
    }

    /**
     * Reads a file.
     *
     * @param besides what else may be wrong with a spec that is right by itself: what it names may not be there
     */
    public static StudySpec read(
            Path file, Catalogue catalogue, List<String> overrides, Function<StudySpec, List<SpecProblem>> besides) {
        var source = file.toString();
        return read(source, text(source, file), catalogue, overrides, false, besides);
    }

    /**
     * Reads the content of a file.
     *
     * @param source what problems name as its file
     */
    public static StudySpec read(String source, byte[] content, Catalogue catalogue, List<String> overrides) {
        return read(source, text(source, content), catalogue, overrides);
    }

    /**
     * Reads a text.
     *
     * @param source what problems name as its file
     */
    public static StudySpec read(String source, String text, Catalogue catalogue, List<String> overrides) {
        return read(source, text, catalogue, overrides, false, spec -> List.of());
    }

    /**
     * A spec that a study began with, changed by overrides as far as a study may change: {@code limits} and
     * {@code resources}.
     */
    public static StudySpec resume(StudySpec spec, Catalogue catalogue, List<String> overrides) {
        return overrides.isEmpty()
                ? spec
                : read("spec.yaml", StudySpecWriter.write(spec), catalogue, overrides, true, same -> List.of());
    }

    /**
     * Reads a file that holds one configuration, a mapping of parameters to values.
     *
     * @throws InvalidSpecException if it is none, or outside the space
     */
    public static Configuration point(Path file, SearchSpace space) {
        var source = file.toString();
        return point(source, text(source, file), space);
    }

    /**
     * Reads the text of one configuration; see {@link #point(Path, SearchSpace)}.
     *
     * @param source where it is from, for messages
     */
    public static Configuration point(String source, String text, SearchSpace space) {
        var problems = new Problems(source);
        var tree = YamlReader.read(source, text, problems);
        problems.throwIfAny();
        if (!(tree.orElse(null) instanceof Yaml.Mapping mapping)) {
            throw new InvalidSpecException(
                    new Place(source, 1, 1), "", "must be a mapping of parameters to values, for example x: 0.5");
        }
        return SpaceAssembly.point(space, mapping, problems);
    }

    private static StudySpec read(
            String source,
            String text,
            Catalogue catalogue,
            List<String> overrides,
            boolean isResume,
            Function<StudySpec, List<SpecProblem>> besides) {
        var problems = new Problems(source);
        var tree = YamlReader.read(source, text, problems);
        if (tree.isPresent() && !(tree.get() instanceof Yaml.Mapping)) {
            problems.add(
                    tree.get().place(),
                    "",
                    "must be a mapping of keys to values, not " + tree.get().shown());
        }
        if (!(tree.orElse(null) instanceof Yaml.Mapping mapping)) {
            problems.throwIfAny();
            throw new IllegalStateException("no tree and no problem in " + source);
        }
        var root = Overrides.apply(mapping, overrides, isResume, problems);
        SpecGrammar.of(catalogue).check(root, "", problems);
        var spec = new SpecAssembly(root, catalogue, problems).spec();
        for (var problem : besides.apply(spec)) {
            problems.add(Paths.placeOf(root, problem.path()), problem.path(), problem.message());
        }
        problems.throwIfAny();
        return spec;
    }

    private static String text(String source, Path file) {
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LARGEST + 1);
        } catch (NoSuchFileException e) {
            throw new InvalidSpecException(Place.of(source), "", "there is no such file");
        } catch (IOException e) {
            throw new InvalidSpecException(Place.of(source), "", "cannot be read: " + e.getMessage());
        }
        return text(source, bytes);
    }

    private static String text(String source, byte[] bytes) {
        if (bytes.length > LARGEST) {
            throw new InvalidSpecException(
                    new Place(source, 1, 1), "", "the file has more than " + LARGEST + " bytes; that is no spec");
        }
        return decoded(source, bytes);
    }

    /** The text of a file in UTF-8; refuses other bytes with their place. */
    static String decoded(String source, byte[] bytes) {
        var decoder = decoder();
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(bytes.length + 1);
        var result = decoder.decode(in, out, true);
        var text = out.flip().toString();
        if (result.isError()) {
            int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
            int column = 1 + text.length() - (text.lastIndexOf('\n') + 1);
            throw new InvalidSpecException(
                    new Place(source, line, column),
                    "",
                    String.format("the byte 0x%02X is not UTF-8; save the file as UTF-8", bytes[in.position()]));
        }
        return text;
    }

    private static CharsetDecoder decoder() {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }
}
