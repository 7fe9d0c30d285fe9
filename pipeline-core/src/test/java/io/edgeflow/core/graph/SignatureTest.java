package io.edgeflow.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.graph.Signature.Input;
import io.edgeflow.core.graph.Signature.Output;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {
  private static final Preprocessing PREPROCESSING =
      new Preprocessing(
          List.of("a"), FeatureSpec.vector(1), List.of(), FeatureSpec.vector(1), List.of());
  private static final Target SIDES = new ClassTarget("label", List.of("left", "right"));
  private static final Input X = new Input("x", Shape.batchOf(3), PREPROCESSING);
  private static final Input Z = new Input("z", Shape.batchOf(2), null);
  private static final Output Y = new Output("y", SIDES);
  private static final Output SCORE = new Output("score", null);

  @Test
  void one_input_and_one_output_are_asked_for_directly() {
    Signature signature = Signature.of("x", Shape.batchOf(3), "y", SIDES, PREPROCESSING);

    assertThat(signature).isEqualTo(new Signature(List.of(X), List.of(Y)));
    assertThat(signature.input()).isEqualTo("x");
    assertThat(signature.inputShape()).isEqualTo(Shape.batchOf(3));
    assertThat(signature.preprocessing()).isEqualTo(PREPROCESSING);
    assertThat(signature.output()).isEqualTo("y");
    assertThat(signature.target()).isEqualTo(SIDES);
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
  void classes_and_values_name_the_numbers_of_an_output_and_a_reconstruction_does_not() {
    assertThat(Y.labels()).containsExactly("left", "right");
    assertThat(new Output("y", ValueTarget.unscaled(List.of("v"))).labels()).containsExactly("v");
    assertThat(new Output("y", new SelfTarget("anomaly", 0.99)).labels()).isEmpty();
    assertThat(SCORE.labels()).isEmpty();
  }

  @Test
  void lists_are_copied() {
    List<Input> inputs = new ArrayList<>(List.of(X));
    List<Output> outputs = new ArrayList<>(List.of(Y));
    Signature signature = new Signature(inputs, outputs);

    inputs.clear();
    outputs.clear();

    assertThat(signature).isEqualTo(new Signature(List.of(X), List.of(Y)));
  }
}
