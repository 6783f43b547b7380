/** The command line and the Java API, which wire the modules together by name. */
package winnow.app;
