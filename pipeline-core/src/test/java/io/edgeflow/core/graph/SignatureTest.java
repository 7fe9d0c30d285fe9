package io.edgeflow.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.graph.Signature.Input;
import io.edgeflow.core.graph.Signature.Output;
import io.edgeflow.core.preprocess.ImageShape;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {
  private static final Preprocessing PREPROCESSING =
      new Preprocessing(List.of("a"), new ImageShape(1, 1, 1), new ImageShape(1, 1, 1), List.of());
  private static final Input X = new Input("x", Shape.batchOf(3), PREPROCESSING);
  private static final Input Z = new Input("z", Shape.batchOf(2), null);
  private static final Output Y = new Output("y", List.of("left", "right"));
  private static final Output SCORE = new Output("score", List.of());

  @Test
  void one_input_and_one_output_are_asked_for_directly() {
    Signature signature =
        Signature.of("x", Shape.batchOf(3), "y", List.of("left", "right"), PREPROCESSING);

    assertThat(signature).isEqualTo(new Signature(List.of(X), List.of(Y)));
    assertThat(signature.input()).isEqualTo("x");
    assertThat(signature.inputShape()).isEqualTo(Shape.batchOf(3));
    assertThat(signature.preprocessing()).isEqualTo(PREPROCESSING);
    assertThat(signature.output()).isEqualTo("y");
    assertThat(signature.labels()).containsExactly("left", "right");
  }

  @Test
  void among_several_there_is_no_only_one() {
    Signature signature = new Signature(List.of(X, Z), List.of(Y, SCORE));

    assertThatThrownBy(signature::input)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The model has 2 inputs");
    assertThatThrownBy(signature::output)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The model has 2 outputs");
  }

  @Test
  void every_output_is_given_and_no_input() {
    Signature signature = new Signature(List.of(X), List.of(Y, SCORE));

    assertThat(signature.gives("y")).isTrue();
    assertThat(signature.gives("score")).isTrue();
    assertThat(signature.gives("x")).isFalse();
  }

  @Test
  void a_model_without_input_or_output_is_refused() {
    assertThatThrownBy(() -> new Signature(List.of(), List.of(Y)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A model needs an input and an output");
    assertThatThrownBy(() -> new Signature(List.of(X), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void lists_are_copied() {
    List<Input> inputs = new ArrayList<>(List.of(X));
    List<Output> outputs = new ArrayList<>(List.of(Y));
    List<String> labels = new ArrayList<>(List.of("left", "right"));
    Signature signature = new Signature(inputs, outputs);
    Output output = new Output("y", labels);

    inputs.clear();
    outputs.clear();
    labels.clear();

    assertThat(signature).isEqualTo(new Signature(List.of(X), List.of(Y)));
    assertThat(output).isEqualTo(Y);
  }
}
