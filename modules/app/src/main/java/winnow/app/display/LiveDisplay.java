package winnow.app.display;

import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;

/** A few lines at the bottom of a terminal that are drawn over. */
final class LiveDisplay implements ProgressDisplay {
    private final Terminal terminal;
    private final Display display;
    private final boolean isColoured;

    LiveDisplay(Terminal terminal, boolean isColoured) {
        this.terminal = terminal;
        this.display = new Display(terminal, false);
        this.isColoured = isColoured;
    }

    @Override
    public void show(Progress progress) {
        int width = terminal.getWidth();
        var screen = new Screen(width > 1 ? width - 1 : Screen.PLAIN.width(), isColoured);
        draw(progress.block(screen));
    }

    @Override
    public void close() {
        draw(List.of());
    }

    private void draw(List<String> lines) {
        display.resize(Math.max(lines.size() + 1, terminal.getHeight()), Math.max(1, terminal.getWidth()));
        display.update(lines.stream().map(AttributedString::fromAnsi).toList(), 0);
        terminal.flush();
    }
}
