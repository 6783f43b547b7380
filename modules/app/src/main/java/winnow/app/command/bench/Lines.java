package winnow.app.command.bench;

/** Where a measurement's lines go, one after the other. */
@FunctionalInterface
interface Lines {
    void print(String line);
}
