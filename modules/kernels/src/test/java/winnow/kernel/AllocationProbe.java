package winnow.kernel;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Program for {@link OwnJvmTest}: warms a trainer up, and prints how many bytes this thread allocated in 1,000 steps: the
 * least of as many goes as the compiler may need until it is done, which on a busy machine takes a while.
 */
final class AllocationProbe {
    private static final long PATIENCE_NANOS = 40_000_000_000L;

    private AllocationProbe() {}

    /** The arguments are the kind of network ({@code standard} or {@code rich}) and the batch size. */
    public static void main(String[] args) {
        boolean rich = args[0].equals("rich");
        int batch = Integer.parseInt(args[1]);
        var shape = rich
                ? new LeNetShape(3, 6, 3, Pooling.AVERAGE, List.of(20, 10), Activation.ELU)
                : new LeNetShape(6, 16, 5, Pooling.MAX, List.of(120, 84, 10), Activation.valueOf(args[2]));
        var rule = rich
                ? TrainingRule.of(Optimizer.valueOf(args[2]), 1e-4)
                        .withDropout(0.2)
                        .withLabelSmoothing(0.1)
                        .withAugmentation(new Augmentation(1, 0.5, 5, 0.5))
                        .withSchedule(new Schedule.OneCycle(100_000))
                : TrainingRule.of(Optimizer.MOMENTUM, 1e-4);
        var images = Minibatch.random(batch, 10, 1);
        int[] order = images.order();
        var trainer = new LeNetTrainer(shape, rule, batch, 1);
        trainer.read(Networks.initial(shape, 1), new float[trainer.stateSize()], 0);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        long begun = System.nanoTime();
        while (least > 0 && System.nanoTime() - begun < PATIENCE_NANOS) {
            long before = threads.getThreadAllocatedBytes(self);
            for (int step = 0; step < 1000; step++) {
                trainer.step(images.pixels(), images.labels(), order, 0, batch - step % 2);
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(self) - before);
        }
        System.out.println(least);
    }
}
