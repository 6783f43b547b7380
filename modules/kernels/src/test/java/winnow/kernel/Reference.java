package winnow.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * The network in double precision, one multiplication after the other: what the kernels are measured against. It follows
 * the definitions, image by image, and shares nothing with the kernels but the public layout of parameters.
 */
final class Reference {
    private final LeNetShape shape;
    private final TrainingRule rule;
    private final List<ParameterTensor> tensors;

    /** Of the image at hand, the distance to the nearest place where a derivative jumps. */
    private double margin = Double.POSITIVE_INFINITY;

    Reference(LeNetShape shape, TrainingRule rule) {
        this.shape = shape;
        this.rule = rule;
        this.tensors = shape.tensors();
    }

    /**
     * Mean loss of a minibatch and its gradient by every parameter.
     *
     * @param margins of each image the distance to the nearest place where a derivative jumps: a tie in a maximum, or
     *     the zero of an activation. Equal values of equal inputs do not count: the first wins in any precision
     */
    record Slope(double loss, double[] gradient, double[] margins) {}

    /**
     * Loss and gradient.
     *
     * @param p all parameters
     * @param images {@code [n][784]}, on the scale from -1 to 1
     * @param factors of dropout, {@code [hidden layer][n][unit]}; null for none
     */
    Slope slope(double[] p, double[][] images, int[] labels, double[][][] factors) {
        double weight = 0;
        for (int label : labels) {
            weight += classWeight(label);
        }
        double loss = 0;
        double[] gradient = new double[p.length];
        double[] margins = new double[images.length];
        for (int n = 0; n < images.length; n++) {
            margin = Double.POSITIVE_INFINITY;
            var pass = new Pass(p, images[n], n, factors);
            double[] dz = new double[shape.classes()];
            loss += loss(pass.logits(), labels[n], dz) / weight;
            for (int c = 0; c < dz.length; c++) {
                dz[c] /= weight;
            }
            pass.back(dz, gradient);
            margins[n] = margin;
        }
        return new Slope(loss, gradient, margins);
    }

    double[] logits(double[] p, double[] image) {
        return new Pass(p, image, 0, null).logits();
    }

    private double classWeight(int label) {
        return rule.classWeights().isEmpty() ? 1 : rule.classWeights().get(label);
    }

    private double loss(double[] z, int label, double[] dz) {
        double most = Double.NEGATIVE_INFINITY;
        for (double v : z) {
            most = Math.max(most, v);
        }
        double total = 0;
        for (double v : z) {
            total += Math.exp(v - most);
        }
        double log = most + Math.log(total);
        double smooth = rule.labelSmoothing();
        double loss = 0;
        for (int target = 0; target < z.length; target++) {
            double share = classWeight(target) * (smooth / z.length + (target == label ? 1 - smooth : 0));
            loss += share * (log - z[target]);
            for (int c = 0; c < z.length; c++) {
                dz[c] += share * (Math.exp(z[c] - log) - (c == target ? 1 : 0));
            }
        }
        return loss;
    }

    private double activate(double x) {
        switch (shape.activation()) {
            case RELU -> {
                margin = Math.min(margin, Math.abs(x));
                return Math.max(x, 0);
            }
            case LEAKY_RELU -> {
                margin = Math.min(margin, Math.abs(x));
                return x > 0 ? x : 0.01 * x;
            }
            case ELU -> {
                return x > 0 ? x : Math.expm1(x);
            }
            default -> {
                return Math.tanh(x);
            }
        }
    }

    private double slope(double x) {
        return switch (shape.activation()) {
            case RELU -> x > 0 ? 1 : 0;
            case LEAKY_RELU -> x > 0 ? 1 : 0.01;
            case ELU -> x > 0 ? 1 : Math.exp(x);
            case TANH -> 1 - Math.tanh(x) * Math.tanh(x);
        };
    }

    /** Planes of one image: {@code v[(c side + y) side + x]}. */
    private record Planes(int channels, int side, double[] v) {
        Planes(int channels, int side) {
            this(channels, side, new double[channels * side * side]);
        }

        int at(int c, int y, int x) {
            return (c * side + y) * side + x;
        }
    }

    /** One image's way through the network and back. */
    private final class Pass {
        private final double[] p;
        private final int n;
        private final double[][][] factors;
        private final Planes image;
        private final Planes sums1;
        private final Planes pooled1;
        private final Planes sums2;
        private final Planes pooled2;
        private final List<double[]> inputs = new ArrayList<>();
        private final List<double[]> sums = new ArrayList<>();

        Pass(double[] p, double[] pixels, int n, double[][][] factors) {
            this.p = p;
            this.n = n;
            this.factors = factors;
            image = new Planes(1, LeNetShape.SIDE, pixels);
            sums1 = convolve(image, 0, shape.conv1());
            pooled1 = pool(sums1);
            sums2 = convolve(pooled1, 2, shape.conv2());
            pooled2 = pool(sums2);
            double[] x = pooled2.v;
            for (int layer = 0; layer < shape.dense().size(); layer++) {
                inputs.add(x);
                double[] s = dense(x, layer);
                sums.add(s);
                x = layer == shape.dense().size() - 1 ? s : hidden(s, layer);
            }
        }

        double[] logits() {
            return sums.get(sums.size() - 1);
        }

        private double[] hidden(double[] s, int layer) {
            double[] y = new double[s.length];
            for (int u = 0; u < s.length; u++) {
                y[u] = activate(s[u]) * (factors == null ? 1 : factors[layer][n][u]);
            }
            return y;
        }

        private double[] dense(double[] x, int layer) {
            int units = shape.dense().get(layer);
            int w = tensors.get(4 + 2 * layer).offset();
            int b = tensors.get(5 + 2 * layer).offset();
            double[] s = new double[units];
            for (int u = 0; u < units; u++) {
                s[u] = p[b + u];
                for (int i = 0; i < x.length; i++) {
                    s[u] += p[w + u * x.length + i] * x[i];
                }
            }
            return s;
        }

        private Planes convolve(Planes x, int tensor, int outputs) {
            int k = shape.kernel();
            var y = new Planes(outputs, x.side - k + 1);
            int w = tensors.get(tensor).offset();
            for (int c = 0; c < outputs; c++) {
                for (int row = 0; row < y.side; row++) {
                    for (int column = 0; column < y.side; column++) {
                        double sum = p[tensors.get(tensor + 1).offset() + c];
                        for (int tap = 0; tap < x.channels * k * k; tap++) {
                            int from = x.at(tap / (k * k), row + tap / k % k, column + tap % k);
                            sum += p[w + c * x.channels * k * k + tap] * x.v[from];
                        }
                        y.v[y.at(c, row, column)] = sum;
                    }
                }
            }
            return y;
        }

        private void convolveBack(Planes x, double[] dx, Planes y, double[] dy, int tensor, double[] gradient) {
            int k = shape.kernel();
            int w = tensors.get(tensor).offset();
            for (int c = 0; c < y.channels; c++) {
                for (int row = 0; row < y.side; row++) {
                    for (int column = 0; column < y.side; column++) {
                        double g = dy[y.at(c, row, column)];
                        if (g != 0) {
                            gradient[tensors.get(tensor + 1).offset() + c] += g;
                            for (int tap = 0; tap < x.channels * k * k; tap++) {
                                int from = x.at(tap / (k * k), row + tap / k % k, column + tap % k);
                                gradient[w + c * x.channels * k * k + tap] += g * x.v[from];
                                dx[from] += g * p[w + c * x.channels * k * k + tap];
                            }
                        }
                    }
                }
            }
        }

        private Planes pool(Planes s) {
            var pooled = new Planes(s.channels, s.side / 2);
            for (int c = 0; c < s.channels; c++) {
                for (int y = 0; y < pooled.side; y++) {
                    for (int x = 0; x < pooled.side; x++) {
                        pooled.v[pooled.at(c, y, x)] =
                                shape.pooling() == Pooling.MAX ? largest(s, c, y, x) : mean(s, c, y, x);
                    }
                }
            }
            return pooled;
        }

        private double mean(Planes s, int c, int y, int x) {
            double sum = 0;
            for (int i = 0; i < 4; i++) {
                sum += activate(s.v[s.at(c, 2 * y + i / 2, 2 * x + i % 2)]);
            }
            return sum / 4;
        }

        private double largest(Planes s, int c, int y, int x) {
            int best = winner(s, c, y, x);
            boolean flat = shape.activation() == Activation.RELU && s.v[best] <= 0;
            for (int i = 0; i < 4; i++) {
                int at = s.at(c, 2 * y + i / 2, 2 * x + i % 2);
                double lead = s.v[best] - s.v[at];
                if (lead > 0 && !flat) {
                    margin = Math.min(margin, lead);
                }
            }
            return activate(s.v[best]);
        }

        private int winner(Planes s, int c, int y, int x) {
            int best = s.at(c, 2 * y, 2 * x);
            for (int i = 1; i < 4; i++) {
                int at = s.at(c, 2 * y + i / 2, 2 * x + i % 2);
                best = s.v[at] > s.v[best] ? at : best;
            }
            return best;
        }

        private double[] poolBack(Planes s, Planes pooled, double[] dp) {
            double[] ds = new double[s.v.length];
            for (int c = 0; c < s.channels; c++) {
                for (int y = 0; y < pooled.side; y++) {
                    for (int x = 0; x < pooled.side; x++) {
                        double g = dp[pooled.at(c, y, x)];
                        if (shape.pooling() == Pooling.MAX) {
                            int best = winner(s, c, y, x);
                            ds[best] += g * slope(s.v[best]);
                        } else {
                            for (int i = 0; i < 4; i++) {
                                int at = s.at(c, 2 * y + i / 2, 2 * x + i % 2);
                                ds[at] += g / 4 * slope(s.v[at]);
                            }
                        }
                    }
                }
            }
            return ds;
        }

        void back(double[] dz, double[] gradient) {
            double[] g = dz;
            for (int layer = sums.size() - 1; layer >= 0; layer--) {
                g = denseBack(g, layer, gradient);
            }
            double[] dp1 = new double[pooled1.v.length];
            convolveBack(pooled1, dp1, sums2, poolBack(sums2, pooled2, g), 2, gradient);
            double[] unused = new double[image.v.length];
            convolveBack(image, unused, sums1, poolBack(sums1, pooled1, dp1), 0, gradient);
        }

        private double[] denseBack(double[] g, int layer, double[] gradient) {
            double[] x = inputs.get(layer);
            int w = tensors.get(4 + 2 * layer).offset();
            int b = tensors.get(5 + 2 * layer).offset();
            double[] dx = new double[x.length];
            for (int u = 0; u < g.length; u++) {
                gradient[b + u] += g[u];
                for (int i = 0; i < x.length; i++) {
                    gradient[w + u * x.length + i] += g[u] * x[i];
                    dx[i] += g[u] * p[w + u * x.length + i];
                }
            }
            if (layer > 0) {
                for (int i = 0; i < dx.length; i++) {
                    dx[i] *= slope(sums.get(layer - 1)[i]) * (factors == null ? 1 : factors[layer - 1][n][i]);
                }
            }
            return dx;
        }
    }
}
