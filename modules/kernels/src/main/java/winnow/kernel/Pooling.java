package winnow.kernel;

/** How 2 x 2 values become one, with stride 2; an odd last row or column is left out. */
public enum Pooling {
    /** the largest; of equal ones the first, row by row, gets the gradient */
    MAX,
    /** the mean, after the activation */
    AVERAGE;
}
