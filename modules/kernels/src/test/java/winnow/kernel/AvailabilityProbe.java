package winnow.kernel;

/** Program for {@link OwnJvmTest}: says whether there are kernels in this JVM. */
final class AvailabilityProbe {
    private AvailabilityProbe() {}

    public static void main(String[] args) {
        System.out.println(Kernels.available() + " " + Kernels.description());
    }
}
