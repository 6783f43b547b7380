/**
 * The live page: what a study looks like while it runs, and how a person steers it from a browser. The view is a fold of
 * the journal's entries ({@link winnow.dashboard.StudyView}); the rest carries it to browsers and their wishes back.
 */
@NullMarked
package winnow.dashboard;

import org.jspecify.annotations.NullMarked;
