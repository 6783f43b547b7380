/** The actors around a study: they carry messages to the engine and its effects out, and decide nothing. */
package winnow.coordinator;
