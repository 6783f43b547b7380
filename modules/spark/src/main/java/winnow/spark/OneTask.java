package winnow.spark;

import java.util.List;
import java.util.Optional;
import org.apache.spark.Dependency;
import org.apache.spark.Partition;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;

/**
 * An RDD of one partition without elements, for a job of one task, which Spark runs at once where it had best run, if there is
 * room. What Spark makes of a list of one element is the same, but it looks through the caller's stack on the way, and sends the
 * element along.
 */
final class OneTask extends RDD<Integer> {
    private static final long serialVersionUID = 1L;

    private final transient List<String> locations;

    /** @param location as Spark writes them, {@code executor_HOST_ID}; empty: anywhere */
    OneTask(SparkContext context, Optional<String> location) {
        super(context, seq(List.<Dependency<?>>of()), ClassTag$.MODULE$.<Integer>apply(Integer.class));
        this.locations = location.stream().toList();
    }

    private static <T> Seq<T> seq(List<T> list) {
        return CollectionConverters.asScala(list).toSeq();
    }

    @Override
    public Partition[] getPartitions() {
        return new Partition[] {new Only()};
    }

    @Override
    public Seq<String> getPreferredLocations(Partition partition) {
        return seq(locations);
    }

    @Override
    public Iterator<Integer> compute(Partition partition, TaskContext task) {
        return CollectionConverters.asScala(List.<Integer>of().iterator());
    }

    private static final class Only implements Partition {
        private static final long serialVersionUID = 1L;

        @Override
        public int index() {
            return 0;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Only;
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }
}
