/**
 * A real browser for tests: it opens a page, acts as a person would, and tells what the page did wrong. A module of its
 * own, so that other users of the testkit are free of Selenium.
 */
@NullMarked
package winnow.testkit.browser;

import org.jspecify.annotations.NullMarked;
