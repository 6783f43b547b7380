package winnow.kernel;

import java.util.Arrays;
import java.util.List;

/** Program for {@link OwnJvmTest}: the polynomials, and two steps of two tiny nets, few enough for the interpreter. */
final class CompiledDigest {
    private CompiledDigest() {}

    public static void main(String[] args) {
        float[] x = new float[64];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (10 * CounterStream.unit(1, i) - 5);
        }
        float[] exp = x.clone();
        float[] expm1 = x.clone();
        float[] tanh = x.clone();
        float[] log = new float[64];
        Elementary.exp(exp, 0, 64);
        Elementary.expm1(expm1, 0, 64);
        new Activations(Activation.TANH).apply(tanh, 64);
        for (int i = 0; i < log.length; i++) {
            log[i] = Elementary.log(exp[i]);
        }
        float[] largest = trained(Pooling.MAX, Activation.RELU, Optimizer.MOMENTUM);
        float[] mean = trained(Pooling.AVERAGE, Activation.ELU, Optimizer.ADAM);
        int hash = 0;
        for (float[] part : List.of(exp, expm1, tanh, log, largest, mean)) {
            hash = 31 * hash + Arrays.hashCode(part);
        }
        System.out.println(hash);
    }

    private static float[] trained(Pooling pooling, Activation activation, Optimizer optimizer) {
        var shape = new LeNetShape(2, 3, 3, pooling, List.of(5, 4), activation);
        var images = Minibatch.random(2, 4, 1);
        var trainer = new LeNetTrainer(shape, TrainingRule.of(optimizer, 0.01).withDropout(0.2), 2, 1);
        trainer.read(Networks.initial(shape, 1), new float[trainer.stateSize()], 0);
        for (int step = 0; step < 2; step++) {
            trainer.step(images.pixels(), images.labels(), images.order(), 0, 2);
        }
        float[] parameters = new float[shape.parameters()];
        trainer.write(parameters, new float[trainer.stateSize()]);
        return parameters;
    }
}
