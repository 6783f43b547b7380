package winnow.kernel;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Program for {@link OwnJvmTest}: trains small nets of every kind and prints a digest of all the bits that come out. */
final class TrainingDigest {
    private TrainingDigest() {}

    /** The argument is how many steps each net takes. */
    public static void main(String[] args) throws NoSuchAlgorithmException {
        int steps = Integer.parseInt(args[0]);
        var digest = MessageDigest.getInstance("SHA-256");
        int number = 0;
        for (var optimizer : Optimizer.values()) {
            var activation = List.of(Activation.values()).get(number % 4);
            var pooling = List.of(Pooling.values()).get(number / 2 % 2);
            var shape = new LeNetShape(
                    1 + number, 2 + 2 * number, 3 + number % 2 * 2, pooling, List.of(9 + 5 * number, 6), activation);
            var rule = TrainingRule.of(optimizer, 0.01)
                    .withDropout(0.2)
                    .withWeightDecay(0.01)
                    .withLabelSmoothing(0.1)
                    .withAugmentation(new Augmentation(1, 0.5, 5, 0.5));
            add(digest, train(shape, rule, steps, 1 + number * number));
            number++;
        }
        System.out.println(Kernels.description() + ": " + HexFormat.of().formatHex(digest.digest()));
    }

    private static float[] train(LeNetShape shape, TrainingRule rule, int steps, int batch) {
        var images = Minibatch.random(batch, shape.classes(), 3);
        var trainer = new LeNetTrainer(shape, rule, batch, 4);
        int size = shape.parameters();
        float[] all = new float[size + trainer.stateSize() + steps + 1];
        trainer.read(Networks.initial(shape, 5), new float[trainer.stateSize()], 0);
        for (int step = 0; step < steps; step++) {
            int count = step % 2 == 0 ? batch : (batch + 1) / 2;
            double loss = trainer.step(images.pixels(), images.labels(), images.order(), 0, count);
            all[size + trainer.stateSize() + step] = (float) loss;
        }
        all[all.length - 1] = (float)
                trainer.evaluate(images.pixels(), images.labels(), 0, batch).lossSum();
        float[] parameters = new float[size];
        float[] state = new float[trainer.stateSize()];
        trainer.write(parameters, state);
        System.arraycopy(parameters, 0, all, 0, size);
        System.arraycopy(state, 0, all, size, state.length);
        return all;
    }

    private static void add(MessageDigest digest, float[] values) {
        var bytes = ByteBuffer.allocate(4 * values.length);
        bytes.asFloatBuffer().put(values);
        digest.update(bytes);
    }
}
