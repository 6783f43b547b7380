package winnow.surrogate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The last few results of a function of its argument's content. Forgetting one costs time and nothing else. Safe for
 * use by several threads, of which one computes at a time.
 */
final class Recent<K, V> {
    private final Map<K, V> results;

    Recent(int most) {
        results = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    synchronized V of(K key, Function<K, V> compute) {
        V known = results.get(key);
        if (known == null) {
            known = compute.apply(key);
            results.put(key, known);
        }
        return known;
    }
}
