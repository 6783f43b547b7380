/** Journal and checkpoint store: what a study has decided and seen, kept durably. */
@NullMarked
package winnow.journal;

import org.jspecify.annotations.NullMarked;
