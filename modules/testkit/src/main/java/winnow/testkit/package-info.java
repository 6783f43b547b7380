/** Contract suites and hand-written doubles for testing strategies, schedulers, executors and journals. */
@NullMarked
package winnow.testkit;

import org.jspecify.annotations.NullMarked;
