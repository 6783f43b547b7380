package winnow.spec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Turns YAML 1.2 into a tree whose nodes know their places. Builds the tree from the parser's events itself, so that
 * depth, size and aliases of a hostile file are bounded, and so that nothing is constructed by a tag's name.
 */
final class YamlReader {
    /** The most characters of a spec. */
    static final int LONGEST = 1_000_000;

    private static final int DEEPEST = 40;
    /** The most nodes, those behind an alias counted at each use. */
    private static final int MOST_NODES = 200_000;

    private final String source;
    private final boolean isOverride;
    private final Problems problems;
    private final Map<Anchor, Anchored> anchors = new HashMap<>();
    private int nodes;

    /** A finished node that an alias may stand for, and how many nodes it is made of. */
    private record Anchored(Yaml node, int size) {}

    /** Ends the reading of a text that cannot be read further. */
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Place place;
        private final String problem;

        Unreadable(Place place, String problem) {
            super(problem, null, false, false);
            this.place = place;
            this.problem = problem;
        }
    }

    private YamlReader(String source, boolean isOverride, Problems problems) {
        this.source = source;
        this.isOverride = isOverride;
        this.problems = problems;
    }

    /** The only document of a file; empty, with a problem, if there is none. */
    static Optional<Yaml> read(String source, String text, Problems problems) {
        return new YamlReader(source, false, problems).read(text, "");
    }

    /** The value of an override; all its nodes are placed at the override. */
    static Optional<Yaml> readOverride(String source, String text, String path, Problems problems) {
        return new YamlReader(source, true, problems).read(text, path);
    }

    private Optional<Yaml> read(String text, String path) {
        try {
            return Optional.of(document(checked(text), path));
        } catch (Unreadable unreadable) {
            problems.add(unreadable.place, path, unreadable.problem);
            return Optional.empty();
        }
    }

    private Place place(int line, int column) {
        return isOverride ? Place.of(source) : new Place(source, line, column);
    }

    private Place place(Optional<Mark> mark) {
        return mark.map(m -> place(m.getLine() + 1, m.getColumn() + 1)).orElseGet(() -> place(1, 1));
    }

    /** The text without its byte order mark. Refuses what no YAML may hold before the parser sees it. */
    private String checked(String text) {
        if (text.length() > LONGEST) {
            throw new Unreadable(
                    place(1, 1), "the text has " + text.length() + " characters; a spec has at most " + LONGEST);
        }
        var body = text.startsWith("\uFEFF") ? text.substring(1) : text;
        int line = 1;
        int column = 1;
        for (int i = 0; i < body.length(); i += Character.charCount(body.codePointAt(i))) {
            int c = body.codePointAt(i);
            if (!StreamReader.isPrintable(c)) {
                throw new Unreadable(
                        place(line, column),
                        String.format("the character U+%04X is not allowed; a spec is a text file in UTF-8", c));
            }
            column = c == '\n' ? 1 : column + 1;
            line = c == '\n' ? line + 1 : line;
        }
        return body;
    }

    private Yaml document(String text, String path) {
        var settings = LoadSettings.builder()
                .setLabel(source)
                .setCodePointLimit(LONGEST + 1)
                .build();
        var events = new Events(new Parse(settings).parseString(text).iterator());
        events.next();
        if (events.next().getEventId() == Event.ID.StreamEnd) {
            throw new Unreadable(place(1, 1), "it is empty: a spec needs study, objective and space");
        }
        var root = node(events, events.next(), path, 1);
        events.next();
        var after = events.next();
        if (after.getEventId() != Event.ID.StreamEnd) {
            throw new Unreadable(place(after.getStartMark()), "a second document begins; a spec is one");
        }
        return root;
    }

    /** The parser's events; whatever it throws becomes a problem with the place it had got to. */
    private final class Events {
        private final Iterator<Event> parser;
        private Place last = place(1, 1);

        Events(Iterator<Event> parser) {
            this.parser = parser;
        }

        Event next() {
            try {
                var event = parser.next();
                last = place(event.getEndMark());
                return event;
            } catch (MarkedYamlEngineException e) {
                var context = e.getContext() == null ? "" : " " + e.getContext();
                var at = e.getProblemMark().isPresent() ? place(e.getProblemMark()) : last;
                throw new Unreadable(at, "not YAML: " + e.getProblem() + context);
            } catch (RuntimeException e) {
                throw new Unreadable(last, "not YAML: " + e.getMessage());
            }
        }
    }

    private Yaml node(Events events, Event event, String path, int depth) {
        if (depth > DEEPEST) {
            throw new Unreadable(place(event.getStartMark()), "nested more than " + DEEPEST + " levels deep");
        }
        if (event instanceof AliasEvent alias) {
            return aliased(alias, path);
        }
        count(event, 1);
        int before = nodes - 1;
        checkTag(event, path);
        Yaml node;
        if (event instanceof ScalarEvent scalar) {
            node = scalar(scalar);
        } else if (event instanceof SequenceStartEvent) {
            node = sequence(events, event, path, depth);
        } else {
            node = mapping(events, event, path, depth);
        }
        int size = nodes - before;
        ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchors.put(anchor, new Anchored(node, size)));
        return node;
    }

    private void count(Event event, int more) {
        nodes += more;
        if (nodes > MOST_NODES) {
            throw new Unreadable(
                    place(event.getStartMark()), "it has more than " + MOST_NODES + " values, aliases counted each");
        }
    }

    private Yaml aliased(AliasEvent alias, String path) {
        var anchored = anchors.get(alias.getAlias());
        if (anchored == null) {
            problems.add(
                    place(alias.getStartMark()),
                    path,
                    "the alias *" + alias.getAlias() + " has no finished anchor &" + alias.getAlias() + " before it");
            return Yaml.Scalar.plain(place(alias.getStartMark()), "", -1);
        }
        count(alias, anchored.size());
        return anchored.node();
    }

    private void checkTag(Event event, String path) {
        var tag = event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof SequenceStartEvent sequence
                        ? sequence.getTag()
                        : ((MappingStartEvent) event).getTag();
        tag.ifPresent(t -> problems.add(
                place(event.getStartMark()),
                path,
                "the tag " + t + " is not used in a spec; put a text that looks like something else in quotes"));
    }

    private Yaml.Scalar scalar(ScalarEvent event) {
        var place = place(event.getStartMark());
        var text = event.getValue();
        if (text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            throw new Unreadable(place, "an escape in this text is half a character");
        }
        boolean oneLine = event.getAnchor().isEmpty()
                && event.getTag().isEmpty()
                && line(event.getStartMark()) == line(event.getEndMark());
        int raw = index(event.getEndMark()) - index(event.getStartMark());
        int characters = text.codePointCount(0, text.length());
        if (event.isPlain()) {
            return Yaml.Scalar.plain(place, text, oneLine && raw == characters ? 0 : -1);
        }
        return Yaml.Scalar.quoted(place, text, oneLine && raw == characters + 2 ? 1 : -1);
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(Mark::getLine).orElse(0);
    }

    private static int index(Optional<Mark> mark) {
        return mark.map(Mark::getIndex).orElse(0);
    }

    private Yaml sequence(Events events, Event start, String path, int depth) {
        List<Yaml> items = new ArrayList<>();
        for (var event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(node(events, event, path + "[" + items.size() + "]", depth + 1));
        }
        return new Yaml.Sequence(place(start.getStartMark()), items);
    }

    private Yaml mapping(Events events, Event start, String path, int depth) {
        Map<String, Yaml.Pair> pairs = new LinkedHashMap<>();
        for (var event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            var key = node(events, event, path, depth + 1);
            var name = key instanceof Yaml.Scalar scalar ? scalar.text() : "";
            var value = node(events, events.next(), Paths.in(path, name), depth + 1);
            if (!(key instanceof Yaml.Scalar scalar)) {
                problems.add(key.place(), path, "a key must be a word, not " + key.shown());
            } else if (pairs.containsKey(name)) {
                var first = Objects.requireNonNull(pairs.get(name)).key().place();
                problems.add(key.place(), Paths.in(path, name), "this key appears twice; the first is at " + first);
            } else {
                pairs.put(name, new Yaml.Pair(scalar, value));
            }
        }
        return new Yaml.Mapping(place(start.getStartMark()), pairs);
    }
}
