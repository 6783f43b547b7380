/** Sends JSON over the web, patiently but not for ever. */
@NullMarked
package winnow.export.web;

import org.jspecify.annotations.NullMarked;
