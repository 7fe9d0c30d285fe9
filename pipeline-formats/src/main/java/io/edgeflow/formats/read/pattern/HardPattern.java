package io.edgeflow.formats.read.pattern;

import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.core.graph.op.Elementwise.Mul;
import io.edgeflow.core.graph.op.Elementwise.Sigmoid;
import io.edgeflow.core.graph.op.Nonlinearity.HardSigmoid;
import io.edgeflow.core.graph.op.Nonlinearity.HardSwish;
import io.edgeflow.core.graph.op.Nonlinearity.Silu;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code x · sigmoid(x)}, {@code relu6(a x + b)/6} and {@code x · relu6(x + 3)/6}, wherever the
 * sixth is multiplied in.
 */
final class HardPattern implements Pattern {
  private static final double SIXTH = 1 / 6.0;

  @Override
  public Optional<Found> at(Node last, Draft draft) {
    Scaled product = Scaled.of(last.name(), draft);
    Optional<Node> factors =
        draft.producer(product.tensor(), new Mul()).filter(node -> node.inputs().size() == 2);
    if (factors.isPresent()) {
      List<String> inputs = factors.get().inputs();
      return swish(product.factor(), inputs.get(0), inputs.get(1), draft)
          .or(() -> swish(product.factor(), inputs.get(1), inputs.get(0), draft));
    }
    return hardSigmoid(product, draft);
  }

  private static Optional<Found> swish(double factor, String x, String gate, Draft draft) {
    Scaled of = Scaled.of(gate, draft);
    Optional<Node> function = draft.producer(of.tensor());
    if (function.isEmpty() || function.get().inputs().size() != 1) {
      return Optional.empty();
    }
    Scaled own = Scaled.of(x, draft);
    double whole = factor * of.factor() * own.factor();
    String input = function.get().inputs().get(0);
    if (function.get().op().equals(new Sigmoid()) && input.equals(own.tensor())) {
      return Scaled.near(whole, 1) ? Optional.of(Instead.of(new Silu(), input)) : Optional.empty();
    }
    boolean sixth = isSixth(function.get()) && input.equals(own.tensor()) && Scaled.near(whole, 1);
    boolean clipped =
        isRelu6(function.get())
            && Scaled.plus(3, input, draft).filter(own.tensor()::equals).isPresent()
            && Scaled.near(whole, SIXTH);
    return sixth || clipped
        ? Optional.of(Instead.of(new HardSwish(), own.tensor()))
        : Optional.empty();
  }

  private static Optional<Found> hardSigmoid(Scaled product, Draft draft) {
    return draft
        .producer(product.tensor())
        .filter(HardPattern::isRelu6)
        .filter(node -> Scaled.near(product.factor(), SIXTH))
        .flatMap(node -> Scaled.shifted(node.inputs().get(0), draft))
        .filter(line -> Scaled.of(line.tensor(), draft).factor() > 0)
        .map(
            line -> {
              Scaled x = Scaled.of(line.tensor(), draft);
              float alpha = (float) (x.factor() / 6);
              float beta = (float) (line.shift() / 6);
              return Instead.of(new HardSigmoid(alpha, beta), x.tensor());
            });
  }

  private static boolean isRelu6(Node node) {
    return node.op().activation().equals(Optional.of(Activation.RELU6));
  }

  /** PyTorch's hard sigmoid, whose slope exporters may have rounded the other way. */
  private static boolean isSixth(Node node) {
    float slope = HardSigmoid.SIXTH.alpha();
    return Stream.of(slope, Math.nextUp(slope), Math.nextDown(slope))
        .anyMatch(alpha -> node.op().equals(new HardSigmoid(alpha, 0.5f)));
  }
}
