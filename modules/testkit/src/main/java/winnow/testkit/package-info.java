/** Contract suites and hand-written doubles for testing strategies, schedulers, executors and journals. */
package winnow.testkit;
