package io.edgeflow.core.numeric;

/** {@code erf(x) = 2/√π ∫₀ˣ exp(-t²) dt}. */
public final class ErrorFunction {
  /** From here on the result is 1 in double precision. */
  private static final double ONE = 6;

  private ErrorFunction() {}

  /**
   * The error function, to about 1e-15; NaN stays NaN. By {@code 2/√π exp(-x²) Σ 2ⁿ x²ⁿ⁺¹ /
   * (2n+1)!!} (Abramowitz and Stegun 7.1.6), whose terms all have one sign.
   */
  public static double of(double x) {
    if (Math.abs(x) >= ONE) {
      return Math.signum(x);
    }
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > Math.ulp(sum); n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }
}
