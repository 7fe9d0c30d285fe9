package io.edgeflow.formats.read.pattern;

import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Mul;
import io.edgeflow.core.graph.op.Nonlinearity.Approximation;
import io.edgeflow.core.graph.op.Nonlinearity.Erf;
import io.edgeflow.core.graph.op.Nonlinearity.Gelu;
import io.edgeflow.core.graph.op.Nonlinearity.Tanh;
import java.util.Optional;

/**
 * {@code x/2 (1 + erf(x/√2))} and {@code x/2 (1 + tanh(√(2/π) (x + 0.044715 x³)))}, wherever the
 * halves and roots are multiplied in.
 */
final class GeluPattern implements Pattern {
  @Override
  public Optional<Found> at(Node last, Draft draft) {
    Scaled product = Scaled.of(last.name(), draft);
    Optional<Node> factors =
        draft.producer(product.tensor(), new Mul()).filter(node -> node.inputs().size() == 2);
    return factors
        .flatMap(node -> of(product.factor(), node.inputs().get(0), node.inputs().get(1), draft))
        .or(
            () ->
                factors.flatMap(
                    node ->
                        of(product.factor(), node.inputs().get(1), node.inputs().get(0), draft)));
  }

  private static Optional<Found> of(double half, String x, String share, Draft draft) {
    Scaled of = Scaled.of(share, draft);
    Optional<Node> function = Scaled.plus(1, of.tensor(), draft).flatMap(draft::producer);
    if (function.isEmpty()) {
      return Optional.empty();
    }
    String argument = function.get().inputs().get(0);
    double whole = half * of.factor();
    if (function.get().op().equals(new Erf())) {
      return exact(whole, x, argument, draft);
    }
    return function.get().op().equals(new Tanh())
        ? approximate(whole, x, argument, draft)
        : Optional.empty();
  }

  private static Optional<Found> exact(double half, String x, String argument, Draft draft) {
    Scaled by = Scaled.of(argument, draft);
    return gelu(Approximation.NONE, half, x, by.factor() * Math.sqrt(2), by.tensor(), draft);
  }

  private static Optional<Found> approximate(double half, String x, String argument, Draft draft) {
    Scaled by = Scaled.of(argument, draft);
    double slope = by.factor() / Gelu.SLOPE;
    Optional<Node> sum =
        draft.producer(by.tensor(), new Add()).filter(node -> node.inputs().size() == 2);
    if (sum.isPresent()) {
      for (int i = 0; i < 2; i++) {
        Scaled cube = Scaled.of(sum.get().inputs().get(1 - i), draft);
        for (Scaled one : Scaled.all(sum.get().inputs().get(i), draft)) {
          boolean cubed = isCube(cube.tensor(), one.tensor(), draft);
          if (cubed && Scaled.near(cube.factor(), Gelu.CUBE) && Scaled.near(one.factor(), 1)) {
            return gelu(Approximation.TANH, half, x, slope, one.tensor(), draft);
          }
        }
      }
      return Optional.empty();
    }
    return factored(half, x, slope, by.tensor(), draft);
  }

  /** {@code x (1 + 0.044715 x²)}. */
  private static Optional<Found> factored(
      double half, String x, double slope, String product, Draft draft) {
    Optional<Node> factors =
        draft.producer(product, new Mul()).filter(node -> node.inputs().size() == 2);
    for (int i = 0; i < 2 && factors.isPresent(); i++) {
      Scaled one = Scaled.of(factors.get().inputs().get(i), draft);
      double scale = slope * one.factor();
      Optional<String> square = Scaled.plus(1, factors.get().inputs().get(1 - i), draft);
      if (square
          .flatMap(s -> Square.of(s, draft))
          .filter(s -> s.tensor().equals(one.tensor()))
          .filter(s -> Scaled.near(s.factor(), Gelu.CUBE * scale * scale))
          .isPresent()) {
        return gelu(Approximation.TANH, half, x, scale, one.tensor(), draft);
      }
    }
    return Optional.empty();
  }

  private static boolean isCube(String cube, String x, Draft draft) {
    return draft
        .producer(cube, new Mul())
        .filter(node -> node.inputs().size() == 2)
        .filter(
            node ->
                isCube(node.inputs().get(0), node.inputs().get(1), x, draft)
                    || isCube(node.inputs().get(1), node.inputs().get(0), x, draft))
        .isPresent();
  }

  private static boolean isCube(String square, String one, String x, Draft draft) {
    return one.equals(x)
        && Square.of(square, draft)
            .filter(s -> s.tensor().equals(x) && s.factor() == 1)
            .isPresent();
  }

  /**
   * Of the tensor that is {@code slope · base}, where the product's other factor is the same one.
   */
  private static Optional<Found> gelu(
      Approximation how, double half, String x, double slope, String base, Draft draft) {
    Scaled other = Scaled.of(x, draft);
    Scaled own = Scaled.of(base, draft);
    double scale = slope * own.factor();
    boolean same = other.tensor().equals(own.tensor());
    if (!same || !Scaled.near(half * other.factor(), scale / 2)) {
      return Optional.empty();
    }
    return multiple(x, other.factor() / scale, draft)
        .or(() -> multiple(base, own.factor() / scale, draft))
        .map(tensor -> Instead.of(new Gelu(how), tensor));
  }

  /** The tensor that another one is a multiple of. */
  private static Optional<String> multiple(String tensor, double factor, Draft draft) {
    return Scaled.all(tensor, draft).stream()
        .filter(scaled -> Scaled.near(scaled.factor(), factor))
        .map(Scaled::tensor)
        .findFirst();
  }

  /** A number times the square of a tensor, in any order of the products. */
  private record Square(double factor, String tensor) {
    static Optional<Square> of(String tensor, Draft draft) {
      Scaled scaled = Scaled.of(tensor, draft);
      return draft
          .producer(scaled.tensor(), new Mul())
          .filter(node -> node.inputs().size() == 2)
          .flatMap(
              node -> {
                Scaled a = Scaled.of(node.inputs().get(0), draft);
                Scaled b = Scaled.of(node.inputs().get(1), draft);
                return a.tensor().equals(b.tensor())
                    ? Optional.of(new Square(scaled.factor() * a.factor() * b.factor(), a.tensor()))
                    : Optional.empty();
              });
    }
  }
}
