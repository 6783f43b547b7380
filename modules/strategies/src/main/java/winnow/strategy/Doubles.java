package winnow.strategy;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An immutable list of numbers to which adding at the end takes O(1). Equal by content, bit by bit.
 *
 * <p>Lists made from one another share an array, of which each sees its own beginning. The first to be added to takes
 * the room behind its end; another one, added to later, finds that room taken and copies.
 */
final class Doubles {
    static final Doubles NONE = new Doubles(new Room(new double[0]), 0);

    private final Room room;
    private final int size;

    /** An array, and how much of it is taken. */
    private static final class Room {
        final double[] values;
        int taken;

        Room(double[] values) {
            this.values = values;
        }

        synchronized boolean take(int from, double[] more) {
            if (taken != from || from + more.length > values.length) {
                return false;
            }
            System.arraycopy(more, 0, values, from, more.length);
            taken += more.length;
            return true;
        }
    }

    private Doubles(Room room, int size) {
        this.room = room;
        this.size = size;
    }

    static Doubles of(double... values) {
        return NONE.plus(values);
    }

    /** This list and some more at its end. */
    Doubles plus(double... more) {
        int total = Math.addExact(size, more.length);
        if (room.take(size, more)) {
            return new Doubles(room, total);
        }
        var copy = new Room(Arrays.copyOf(room.values, Math.max(16, total + total / 2)));
        copy.taken = size;
        copy.take(size, more);
        return new Doubles(copy, total);
    }

    int size() {
        return size;
    }

    double get(int index) {
        return room.values[Objects.checkIndex(index, size)];
    }

    /** A copy of the numbers from one index to below another. */
    double[] slice(int from, int to) {
        return Arrays.copyOfRange(room.values, Objects.checkFromToIndex(from, to, size), to);
    }

    double[] toArray() {
        return slice(0, size);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Doubles that
                && size == that.size
                && Arrays.equals(room.values, 0, size, that.room.values, 0, size);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = 0; i < size; i++) {
            hash = 31 * hash + Double.hashCode(room.values[i]);
        }
        return hash;
    }

    @Override
    public String toString() {
        return Arrays.toString(toArray());
    }
}
