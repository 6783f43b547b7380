package winnow.spark;

import java.io.Serializable;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.apache.spark.api.java.JavaSparkContext;
import scala.collection.Iterator;
import scala.concurrent.ExecutionContext$;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/** Spark alone: jobs of one task that does nothing, submitted asynchronously by one thread. What trials are compared with. */
public final class BareJobs {
    private BareJobs() {}

    /**
     * Runs them.
     *
     * @param inFlight how many are submitted and have not ended, at most
     * @param nanoTime a clock that never jumps, in nanoseconds
     * @return milliseconds from the first submission to the last end, a job
     */
    public static double millis(JavaSparkContext context, int jobs, int inFlight, LongSupplier nanoTime)
            throws InterruptedException {
        var permits = new Semaphore(inFlight);
        var done = new CountDownLatch(jobs);
        long began = nanoTime.getAsLong();
        for (int i = 0; i < jobs; i++) {
            permits.acquire();
            context.sc()
                    .<Integer, byte[], byte[]>submitJob(
                            context.parallelize(List.of(0), 1).rdd(),
                            new Nothing(),
                            CollectionConverters.asScala(List.<Object>of(0)).toSeq(),
                            (partition, result) -> BoxedUnit.UNIT,
                            () -> new byte[0])
                    .onComplete(
                            end -> {
                                permits.release();
                                done.countDown();
                                return BoxedUnit.UNIT;
                            },
                            ExecutionContext$.MODULE$.fromExecutor(Runnable::run));
        }
        done.await();
        return (nanoTime.getAsLong() - began) / 1e6 / jobs;
    }

    private static final class Nothing extends AbstractFunction1<Iterator<Integer>, byte[]> implements Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public byte[] apply(Iterator<Integer> unused) {
            return new byte[0];
        }
    }
}
