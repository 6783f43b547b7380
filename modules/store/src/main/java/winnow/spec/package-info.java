/** Search specs: from a YAML file to a checked study spec, or to all of its problems. */
@NullMarked
package winnow.spec;

import org.jspecify.annotations.NullMarked;
