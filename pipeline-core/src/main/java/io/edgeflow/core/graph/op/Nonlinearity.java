package io.edgeflow.core.graph.op;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonValue;
import io.edgeflow.core.numeric.ErrorFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Activation functions that no kernel carries out on its output. */
@JsonSubTypes({
  @JsonSubTypes.Type(value = Nonlinearity.Tanh.class, name = "tanh"),
  @JsonSubTypes.Type(value = Nonlinearity.Erf.class, name = "erf"),
  @JsonSubTypes.Type(value = Nonlinearity.Gelu.class, name = "gelu"),
  @JsonSubTypes.Type(value = Nonlinearity.LeakyRelu.class, name = "leaky_relu"),
  @JsonSubTypes.Type(value = Nonlinearity.HardSigmoid.class, name = "hard_sigmoid"),
  @JsonSubTypes.Type(value = Nonlinearity.HardSwish.class, name = "hard_swish"),
  @JsonSubTypes.Type(value = Nonlinearity.Silu.class, name = "silu"),
})
public sealed interface Nonlinearity extends Elementwise {
  /** One method an operator. */
  interface Visitor<R> {
    /** Hyperbolic tangent. */
    R tanh(Tanh op);

    /** Error function. */
    R erf(Erf op);

    /** Gaussian error linear unit. */
    R gelu(Gelu op);

    /** Rectified linear unit with one slope. */
    R leakyRelu(LeakyRelu op);

    /** Sigmoid of straight lines. */
    R hardSigmoid(HardSigmoid op);

    /** Product with a hard sigmoid. */
    R hardSwish(HardSwish op);

    /** Product with a sigmoid. */
    R silu(Silu op);
  }

  /** The function of one value; NaN stays NaN. */
  double apply(double x);

  /** {@code tanh(x)}. */
  record Tanh() implements Nonlinearity {
    @Override
    public double apply(double x) {
      return Math.tanh(x);
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.tanh(this);
    }
  }

  /** {@code erf(x)}: what a {@link Gelu} is made of where there is none. */
  record Erf() implements Nonlinearity {
    @Override
    public double apply(double x) {
      return ErrorFunction.of(x);
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.erf(this);
    }
  }

  /** How a {@link Gelu} is computed. */
  enum Approximation {
    /** {@code x/2 (1 + erf(x/√2))}. */
    NONE,
    /** {@code x/2 (1 + tanh(√(2/π) (x + 0.044715 x³)))}. */
    TANH;

    /** The name in files, which is PyTorch's. */
    @JsonValue
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The approximation with an id. */
    @JsonCreator
    static Approximation of(String id) {
      return Arrays.stream(values())
          .filter(one -> one.id().equals(id))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("No approximation " + id));
    }
  }

  /** Gaussian error linear unit (Hendrycks and Gimpel 2016). */
  record Gelu(Approximation approximation) implements Nonlinearity {
    /** The cube's factor in the approximation by a hyperbolic tangent. */
    public static final double CUBE = 0.044715;

    /** What the approximation multiplies by before the hyperbolic tangent. */
    public static final double SLOPE = Math.sqrt(2 / Math.PI);

    @Override
    public double apply(double x) {
      double share =
          switch (approximation) {
            case NONE -> ErrorFunction.of(x / Math.sqrt(2));
            case TANH -> Math.tanh(SLOPE * (x + CUBE * x * x * x));
          };
      return x / 2 * (1 + share);
    }

    /** In the order in which ONNX Runtime finds a Gelu. */
    @Override
    public List<Part> parts() {
      return switch (approximation) {
        case NONE ->
            List.of(
                Part.with(new Div(), 0, Math.sqrt(2)),
                Part.of(new Erf(), 1),
                Part.with(new Add(), 2, 1.0),
                Part.of(new Mul(), 0, 3),
                Part.with(new Mul(), 4, 0.5));
        case TANH ->
            List.of(
                Part.with(new Mul(), 0, CUBE),
                Part.of(new Mul(), 1, 0),
                Part.with(new Add(), 2, 1.0),
                Part.with(new Mul(), 0, SLOPE),
                Part.of(new Mul(), 4, 3),
                Part.of(new Tanh(), 5),
                Part.with(new Add(), 6, 1.0),
                Part.with(new Mul(), 0, 0.5),
                Part.of(new Mul(), 8, 7));
      };
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.gelu(this);
    }
  }

  /**
   * {@code x} where it is positive, else {@code slope · x} (Maas et al. 2013).
   *
   * @param slope finite
   */
  record LeakyRelu(float slope) implements Nonlinearity {
    /** Checks the slope. */
    public LeakyRelu {
      if (!Float.isFinite(slope)) {
        throw new IllegalArgumentException("A slope of " + slope);
      }
    }

    @Override
    public double apply(double x) {
      return x > 0 ? x : slope * x;
    }

    @Override
    public boolean monotone() {
      return slope >= 0;
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.leakyRelu(this);
    }
  }

  /**
   * {@code min(max(alpha · x + beta, 0), 1)} (Courbariaux et al. 2015).
   *
   * @param alpha positive and finite: 1/6 in PyTorch, 1/5 unless said otherwise in ONNX
   * @param beta finite: 1/2 in both
   */
  record HardSigmoid(float alpha, float beta) implements Nonlinearity {
    /** PyTorch's. */
    public static final HardSigmoid SIXTH = new HardSigmoid(1 / 6f, 0.5f);

    /** Checks both. */
    public HardSigmoid {
      if (!(alpha > 0 && Float.isFinite(alpha) && Float.isFinite(beta))) {
        throw new IllegalArgumentException("A hard sigmoid of " + alpha + " x + " + beta);
      }
    }

    @Override
    public double apply(double x) {
      return Math.min(Math.max(alpha * x + beta, 0), 1);
    }

    /**
     * By a ReLU6, which kernels carry out on their output: {@code relu6(6 alpha · x + 6 beta)/6}.
     */
    @Override
    public List<Part> parts() {
      float factor = 6 * alpha;
      List<Part> parts = new ArrayList<>();
      if (factor != 1) {
        parts.add(Part.with(new Mul(), 0, factor).giving(x -> factor * x));
      }
      int known = parts.size();
      parts.add(Part.with(new Add(), known, 6 * beta).giving(x -> factor * x + 6 * beta));
      parts.add(Part.of(new Relu6(), known + 1).giving(x -> 6 * apply(x)));
      parts.add(Part.with(new Mul(), known + 2, 1 / 6.0));
      return List.copyOf(parts);
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.hardSigmoid(this);
    }
  }

  /** {@code x · min(max(x/6 + 1/2, 0), 1)} (Howard et al. 2019). */
  record HardSwish() implements Nonlinearity {
    @Override
    public double apply(double x) {
      return x * Math.min(Math.max(x / 6 + 0.5, 0), 1);
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.hardSwish(this);
    }
  }

  /** {@code x / (1 + exp(-x))} (Elfwing et al. 2018), Swish of slope 1. */
  record Silu() implements Nonlinearity {
    @Override
    public double apply(double x) {
      return x * logistic(x);
    }

    @Override
    public List<Part> parts() {
      return List.of(Part.of(new Sigmoid(), 0).giving(Silu::logistic), Part.of(new Mul(), 0, 1));
    }

    private static double logistic(double x) {
      return 1 / (1 + Math.exp(-x));
    }

    @Override
    public <R> R accept(Op.Visitor<R> visitor) {
      return visitor.silu(this);
    }
  }
}
