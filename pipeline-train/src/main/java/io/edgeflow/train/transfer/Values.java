package io.edgeflow.train.transfer;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Mul;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.core.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Brings the values of a model into the scale of the data's target, {@code (value - mean) /
 * deviation}. What a file says nothing of is in the units of the data.
 */
final class Values {
  private Values() {}

  static ModelGraph scaled(ModelGraph graph, ValueTarget wanted) {
    ValueTarget own = own(graph.signature().target(), wanted);
    if (own.means().equals(wanted.means()) && own.deviations().equals(wanted.deviations())) {
      return graph;
    }
    int size = wanted.columns().size();
    float[] factors = new float[size];
    float[] shifts = new float[size];
    for (int i = 0; i < size; i++) {
      factors[i] = own.deviations().get(i) / wanted.deviations().get(i);
      shifts[i] = wanted.scaled(i, own.means().get(i));
    }
    Optional<Head> head = Head.of(graph).filter(Head::isTheOutput);
    return head.isPresent()
        ? head.get().mixed(IntStream.range(0, size).toArray(), factors, shifts)
        : appended(graph, factors, shifts);
  }

  private static ModelGraph appended(ModelGraph graph, float[] factors, float[] shifts) {
    int[] dims = {factors.length};
    EndDraft draft = new EndDraft(graph);
    draft.append(
        "scale",
        new Mul(),
        Map.of(ConstantRole.OPERAND, Constant.frozen(Tensor.of(dims, factors))));
    draft.append(
        "shift", new Add(), Map.of(ConstantRole.OPERAND, Constant.frozen(Tensor.of(dims, shifts))));
    return draft.graph();
  }

  /** The scale that the file tells of as many values, or none. */
  private static ValueTarget own(@Nullable Target told, ValueTarget wanted) {
    return Optional.ofNullable(told)
        .flatMap(target -> target.map(new Scaled()))
        .filter(own -> own.columns().size() == wanted.columns().size())
        .orElseGet(() -> ValueTarget.unscaled(wanted.columns()));
  }

  /** A target that has a scale. */
  private static final class Scaled implements Target.Cases<Optional<ValueTarget>> {
    @Override
    public Optional<ValueTarget> classes(ClassTarget target) {
      return Optional.empty();
    }

    @Override
    public Optional<ValueTarget> values(ValueTarget target) {
      return Optional.of(target);
    }

    @Override
    public Optional<ValueTarget> self(SelfTarget target) {
      return Optional.empty();
    }
  }
}
