/** A study as runs of an MLflow tracking server. */
@NullMarked
package winnow.export.mlflow;

import org.jspecify.annotations.NullMarked;
