package io.edgeflow.formats.read;

import io.edgeflow.core.error.PipelineException;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/** Functions of two constants, element by element, sizes broadcast. */
public enum FoldBinary {
  /** a + b. */
  ADD(false, Double::sum, Long::sum),
  /** a − b. */
  SUB(false, (a, b) -> a - b, (a, b) -> a - b),
  /** a · b. */
  MUL(false, (a, b) -> a * b, (a, b) -> a * b),
  /** a / b; of whole numbers without the fraction. */
  DIV(false, (a, b) -> a / b, (a, b) -> a / divisor(b)),
  /** a to the power of b. */
  POW(false, Math::pow, (a, b) -> (long) Math.pow((double) a, (double) b)),
  /** The smaller; NaN if one is. */
  MIN(false, Math::min, Math::min),
  /** The greater; NaN if one is. */
  MAX(false, Math::max, Math::max),
  /** The rest of a division, with the sign of the divisor. */
  MOD(false, (a, b) -> a - Math.floor(a / b) * b, (a, b) -> Math.floorMod(a, divisor(b))),
  /** The rest of a division, with the sign of the dividend, as C's {@code fmod}. */
  FMOD(false, (a, b) -> a % b, (a, b) -> a % divisor(b)),
  /** a = b. */
  EQUAL(true, (a, b) -> bit(a == b), (a, b) -> bit(a == b)),
  /** a &gt; b. */
  GREATER(true, (a, b) -> bit(a > b), (a, b) -> bit(a > b)),
  /** a ≥ b. */
  GREATER_OR_EQUAL(true, (a, b) -> bit(a >= b), (a, b) -> bit(a >= b)),
  /** a &lt; b. */
  LESS(true, (a, b) -> bit(a < b), (a, b) -> bit(a < b)),
  /** a ≤ b. */
  LESS_OR_EQUAL(true, (a, b) -> bit(a <= b), (a, b) -> bit(a <= b)),
  /** Both are true. */
  AND(true, (a, b) -> bit(a != 0 && b != 0), (a, b) -> bit(a != 0 && b != 0)),
  /** One of both is true. */
  OR(true, (a, b) -> bit(a != 0 || b != 0), (a, b) -> bit(a != 0 || b != 0)),
  /** Exactly one of both is true. */
  XOR(true, (a, b) -> bit(a != 0 ^ b != 0), (a, b) -> bit(a != 0 ^ b != 0));

  private final boolean truth;
  private final DoubleBinaryOperator numbers;
  private final LongBinaryOperator wholes;

  FoldBinary(boolean truth, DoubleBinaryOperator numbers, LongBinaryOperator wholes) {
    this.truth = truth;
    this.numbers = numbers;
    this.wholes = wholes;
  }

  /** Whether the result is a truth value. */
  boolean isTruth() {
    return truth;
  }

  double of(double a, double b) {
    return numbers.applyAsDouble(a, b);
  }

  long of(long a, long b) {
    return wholes.applyAsLong(a, b);
  }

  private static int bit(boolean truth) {
    return truth ? 1 : 0;
  }

  private static long divisor(long b) {
    if (b == 0) {
      throw PipelineException.failed("A constant is divided by zero").build();
    }
    return b;
  }
}
