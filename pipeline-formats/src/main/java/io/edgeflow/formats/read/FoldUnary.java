package io.edgeflow.formats.read;

import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Functions of one constant, element by element. */
public enum FoldUnary {
  /** −x. */
  NEG(x -> -x, x -> -x),
  /** |x|. */
  ABS(Math::abs, Math::abs),
  /** −1, 0 or 1. */
  SIGN(Math::signum, Long::signum),
  /** The greatest whole number that is not above. */
  FLOOR(Math::floor, x -> x),
  /** The least whole number that is not below. */
  CEIL(Math::ceil, x -> x),
  /** The nearest whole number, halves to the even one. */
  ROUND(Math::rint, x -> x),
  /** The square root. */
  SQRT(Math::sqrt, null),
  /** 1 / x. */
  RECIPROCAL(x -> 1 / x, null),
  /** eˣ. */
  EXP(Math::exp, null),
  /** The natural logarithm. */
  LOG(Math::log, null),
  /** The sine. */
  SIN(Math::sin, null),
  /** The cosine. */
  COS(Math::cos, null),
  /** The hyperbolic tangent. */
  TANH(Math::tanh, null),
  /** The opposite truth value. */
  NOT(x -> x == 0 ? 1 : 0, x -> x == 0 ? 1 : 0);

  private final DoubleUnaryOperator numbers;
  private final @Nullable LongUnaryOperator wholes;

  FoldUnary(DoubleUnaryOperator numbers, @Nullable LongUnaryOperator wholes) {
    this.numbers = numbers;
    this.wholes = wholes;
  }

  double of(double x) {
    return numbers.applyAsDouble(x);
  }

  /** How whole numbers stay whole; null if they become floats. */
  @Nullable LongUnaryOperator wholes() {
    return wholes;
  }
}
