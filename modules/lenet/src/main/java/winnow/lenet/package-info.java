/** The LeNet-5 image classifier as an objective: training, measuring, checkpoints and prediction. */
package winnow.lenet;
