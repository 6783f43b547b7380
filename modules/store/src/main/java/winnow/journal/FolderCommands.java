package winnow.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;
import winnow.search.Request;
import winnow.search.StudyEvent.Requested;
import winnow.study.CommandBox;
import winnow.study.Effect;

/**
 * The commands of a study's folder: a file {@code commands/ID.json} for each request, {@code commands/ID.done.json} for
 * its answer. Anybody who may write to the folder may have written what lies there, so it is read with suspicion: what
 * is too large, no plain file, or no request goes to {@code commands/refused/}.
 */
public final class FolderCommands implements CommandBox {
    static final String FORMAT = "winnow-command";
    static final int VERSION = 1;

    /** Bytes of a request or an answer. */
    static final int LARGEST = 64 * 1024;

    /** Files that are read at a look; the others wait for the next. */
    private static final int MOST = 100;

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_REASON = 500;

    /** The longest wall clock that is a limit and no mistake, about a century. */
    private static final long LONGEST_DAYS = 36_500;

    private static final String FOLDER = "commands";
    private static final String END = ".json";
    private static final String DONE = ".done.json";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final FolderFiles files;

    FolderCommands(FolderFiles files) {
        this.files = files;
    }

    /**
     * Leaves a request.
     *
     * @throws IllegalArgumentException if it is too large
     */
    public void leave(Requested requested) throws IOException {
        var content = json(out -> {
            out.writeStringField("format", FORMAT);
            out.writeNumberField("version", VERSION);
            out.writeStringField("by", requested.by());
            out.writeStringField("reason", requested.reason());
            RequestJson.write(out, requested.request());
        });
        if (content.length > LARGEST || !ID.matcher(requested.id()).matches()) {
            throw new IllegalArgumentException("a request has at most " + LARGEST + " bytes and an id of letters,"
                    + " digits and hyphens, not " + content.length + " bytes and the id " + requested.id());
        }
        files.write(name(requested.id(), END), content);
    }

    /** The answer to a request, once there is one; it is given once. */
    public Optional<Effect.Answer> answerTo(String id) throws IOException {
        var content = files.read(name(id, DONE), LARGEST);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        files.delete(name(id, DONE));
        try {
            var in = new Fields(MAPPER.readTree(content.get()));
            return Optional.of(new Effect.Answer(id, in.text("answer").equals("granted"), in.text("text")));
        } catch (IOException | MalformedEntryException e) {
            throw new IOException("the answer " + files.place(name(id, DONE)) + " cannot be read", e);
        }
    }

    /** Takes a request back that was not answered. */
    public void withdraw(String id) throws IOException {
        files.delete(name(id, END));
    }

    private static String name(String id, String end) {
        return FOLDER + "/" + id + end;
    }

    @Override
    public Post look() throws IOException {
        var requests = new ArrayList<Requested>();
        var refused = new ArrayList<String>();
        var names = files.names(FOLDER).stream()
                .filter(name -> !name.startsWith(".") && !name.endsWith(DONE) && !name.equals("refused"))
                .sorted()
                .limit(MOST)
                .toList();
        for (var name : names) {
            try {
                read(name).ifPresent(requests::add);
            } catch (MalformedEntryException | IllegalArgumentException e) {
                refused.add(refuse(name, String.valueOf(e.getMessage())));
            }
        }
        return new Post(requests, refused);
    }

    private Optional<Requested> read(String name) throws IOException {
        var id = name.endsWith(END) ? name.substring(0, name.length() - END.length()) : "";
        if (!ID.matcher(id).matches()) {
            throw new MalformedEntryException("the name of a command is letters, digits and hyphens, then " + END);
        }
        var content = files.read(FOLDER + "/" + name, LARGEST + 1);
        return content.isEmpty() ? Optional.empty() : Optional.of(read(id, content.get()));
    }

    static Requested read(String id, byte[] content) {
        if (content.length > LARGEST) {
            throw new MalformedEntryException("it has more than " + LARGEST + " bytes");
        }
        try {
            var in = new Fields(MAPPER.readTree(content));
            if (!in.text("format").equals(FORMAT) || in.whole("version") != VERSION) {
                throw new MalformedEntryException("it is no command of this version");
            }
            var request = RequestJson.read(in.object("request"));
            if (request instanceof Request.Extend extend
                    && extend.limits()
                            .wallClock()
                            .filter(d -> d.toDays() > LONGEST_DAYS)
                            .isPresent()) {
                throw new MalformedEntryException("the limit wall_clock is longer than a century");
            }
            return new Requested(
                    id, clean(in.text("by"), LONGEST_NAME), clean(in.text("reason"), LONGEST_REASON), request);
        } catch (IOException e) {
            throw new MalformedEntryException("it is no JSON");
        }
    }

    /** In a line, and no longer than that. */
    private static String clean(String text, int longest) {
        var line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
        return line.length() <= longest ? line : line.substring(0, longest);
    }

    private String refuse(String name, String why) throws IOException {
        var shown = clean(name, LONGEST_NAME);
        var id = name.endsWith(END) ? name.substring(0, name.length() - END.length()) : "";
        files.move(FOLDER + "/" + name, FOLDER + "/refused/" + name);
        if (ID.matcher(id).matches()) {
            writeAnswer(new Effect.Answer(id, false, why));
        }
        return "the command " + shown + " is refused and moved to " + files.place(FOLDER + "/refused") + ": "
                + clean(why, LONGEST_REASON);
    }

    @Override
    public void answer(Effect.Answer answer) throws IOException {
        writeAnswer(answer);
        files.delete(name(answer.request(), END));
    }

    private void writeAnswer(Effect.Answer answer) throws IOException {
        files.write(name(answer.request(), DONE), json(out -> {
            out.writeStringField("answer", answer.isGranted() ? "granted" : "refused");
            out.writeStringField("text", clean(answer.text(), LARGEST / 4));
        }));
    }

    private interface Content {
        void writeTo(JsonGenerator out) throws IOException;
    }

    private static byte[] json(Content content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = MAPPER.getFactory().createGenerator(bytes)) {
            out.writeStartObject();
            content.writeTo(out);
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }
}
