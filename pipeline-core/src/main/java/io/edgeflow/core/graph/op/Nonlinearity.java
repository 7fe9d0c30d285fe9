package io.edgeflow.core.graph.op;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonValue;
import io.edgeflow.core.numeric.ErrorFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Smooth activation functions, which no kernel carries out on its output. */
@JsonSubTypes({
  @JsonSubTypes.Type(value = Nonlinearity.Tanh.class, name = "tanh"),
  @JsonSubTypes.Type(value = Nonlinearity.Erf.class, name = "erf"),
  @JsonSubTypes.Type(value = Nonlinearity.Gelu.class, name = "gelu"),
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
}
