/** Simulation: a virtual clock, synthetic problems and recorded learning curves instead of training. */
package winnow.simulator;
