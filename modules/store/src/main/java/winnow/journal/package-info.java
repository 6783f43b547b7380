/** Journal and checkpoint store: what a study has decided and seen, kept durably. */
package winnow.journal;
