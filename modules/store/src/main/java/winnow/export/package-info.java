/** What flows out of a study into other tools: each export is made from the journal, and nothing is read back from it. */
@NullMarked
package winnow.export;

import org.jspecify.annotations.NullMarked;
