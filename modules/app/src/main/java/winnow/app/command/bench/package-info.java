/**
 * Commands that measure: how well strategies and schedulers search, on problems whose truth is known, and what a trial costs
 * beside its training.
 */
@NullMarked
package winnow.app.command.bench;

import org.jspecify.annotations.NullMarked;
