/**
 * The training step of LeNet-5 and its relatives on flat arrays, with the JDK's Vector API.
 *
 * <p>A <b>lane block</b> is 16 floats, one for each of 16 images (or for each of 4 column strips of 4 images), at every
 * width of the machine's vectors: one vector of 512 bits, two of 256 or four of 128. Convolution and pooling work on
 * whole blocks, {@code [channel][y][x][16]}, and never mix lanes; dense layers are matrix products whose columns are
 * vectors. Every sum is taken in one order, whatever the width, and every product of a sum is a fused multiply-add, so
 * that a step gives the same bits each time.
 *
 * <p>{@link winnow.kernel.LeNetTrainer} is the way in. Symbols in this package:
 *
 * <pre>
 * C1, C2   channels of the two convolutions       H, W   height and width of a plane, per lane
 * K        kernel size, 3 or 5                     T      taps of a convolution: inputs x K x K
 * F        features: values of one image between convolutions and dense layers
 * B        images of a minibatch                   Bp     B rounded up to 16
 * U        units of a dense layer                  Up     U rounded up to 16
 * </pre>
 */
package winnow.kernel;
