/** Runs assignments as Spark tasks and brings their reports back while they train. */
package winnow.spark;
