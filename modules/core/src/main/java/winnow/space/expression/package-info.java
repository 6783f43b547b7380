/**
 * The language of constraints: arithmetic, comparisons and logic over named values, read by hand and evaluated by
 * walking a tree. An expression can compute and compare, and nothing else: it runs no code.
 */
@NullMarked
package winnow.space.expression;

import org.jspecify.annotations.NullMarked;
