/** The results report: one HTML file, made from a journal, that compares the trials of a study. */
@NullMarked
package winnow.report;

import org.jspecify.annotations.NullMarked;
