package io.edgeflow.core.graph;

import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.tensor.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a model takes and gives, in order. */
public record Signature(List<Input> inputs, List<Output> outputs) {
  /** Copies both; each has at least one. */
  public Signature {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    if (inputs.isEmpty() || outputs.isEmpty()) {
      throw new IllegalArgumentException("A model needs an input and an output");
    }
  }

  /**
   * A tensor that the model takes.
   *
   * @param shape logical, {@code [batch, channels, height, width]} for images
   * @param preprocessing from a raw row to the input; null when unknown
   */
  public record Input(String name, Shape shape, @Nullable Preprocessing preprocessing) {}

  /**
   * A tensor that the model gives, of the kind {@code target.output()}.
   *
   * @param target what its numbers stand for; null when unknown
   */
  public record Output(String name, @Nullable Target target) {
    /** The names of its numbers where they have some: classes, or values; else empty. */
    public List<String> labels() {
      return target == null || target.output() == OutputKind.RECONSTRUCTION
          ? List.of()
          : target.answers();
    }
  }

  /** One input and one output. */
  public static Signature of(
      String input,
      Shape shape,
      String output,
      @Nullable Target target,
      @Nullable Preprocessing preprocessing) {
    return new Signature(
        List.of(new Input(input, shape, preprocessing)), List.of(new Output(output, target)));
  }

  /** The name of the only input. */
  public String input() {
    return onlyInput().name();
  }

  /** The shape of the only input. */
  public Shape inputShape() {
    return onlyInput().shape();
  }

  /** The preprocessing of the only input; null when unknown. */
  public @Nullable Preprocessing preprocessing() {
    return onlyInput().preprocessing();
  }

  /** The name of the only output. */
  public String output() {
    return onlyOutput().name();
  }

  /** What the numbers of the only output stand for; null when unknown. */
  public @Nullable Target target() {
    return onlyOutput().target();
  }

  /** Whether the model gives this tensor. */
  public boolean gives(String tensor) {
    return outputs.stream().anyMatch(output -> output.name().equals(tensor));
  }

  private Input onlyInput() {
    if (inputs.size() != 1) {
      throw new IllegalStateException("The model has " + inputs.size() + " inputs");
    }
    return inputs.get(0);
  }

  private Output onlyOutput() {
    if (outputs.size() != 1) {
      throw new IllegalStateException("The model has " + outputs.size() + " outputs");
    }
    return outputs.get(0);
  }
}
