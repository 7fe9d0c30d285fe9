package io.edgeflow.train.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.ValueTarget;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NetworkTest {
  private static final ClassTarget THREE = new ClassTarget("label", List.of("a", "b", "c"));
  private static final FeatureSpec VECTOR = FeatureSpec.vector(4);

  /** A user's own architecture without students and without keys. */
  private static final class Rigid implements Architecture {
    private static final FieldTable FIELDS = FieldTable.of();

    @Override
    public String id() {
      return "rigid";
    }

    @Override
    public String description() {
      return "a linear model that has one size";
    }

    @Override
    public FieldTable fields() {
      return FIELDS;
    }

    @Override
    public Set<OutputKind> outputs() {
      return Set.of(OutputKind.LOGITS);
    }

    @Override
    public Set<FeatureKind> samples() {
      return Set.of(FeatureKind.VECTOR);
    }

    @Override
    public ModelGraph untrained(Blueprint blueprint) {
      return new Mlp().untrained(blueprint);
    }
  }

  @Test
  void networks_are_equal_by_architecture_parameters_and_ratio() {
    Network narrow = Network.of(new Cnn(), keys -> keys.set(Cnn.WIDTH, 0.5));

    assertThat(Network.of(new Cnn())).isEqualTo(Network.of(new Cnn())).isNotEqualTo(narrow);
    assertThat(Network.of(new Cnn())).hasSameHashCodeAs(Network.of(new Cnn()));
    assertThat(narrow)
        .isEqualTo(Network.of(new Cnn(), keys -> keys.set(Cnn.WIDTH, 0.5)))
        .isNotEqualTo(Network.of(new ResNet8(), keys -> keys.set(ResNet8.WIDTH, 0.5)))
        .isNotEqualTo(narrow.narrowed(0.5))
        .isNotEqualTo(null);
    assertThat(narrow.settings()).isEqualTo(Map.of("width", 0.5));
    assertThat(narrow.narrowed(0.25)).hasToString("cnn{width=0.5} x 0.25");
  }

  @Test
  void ratios_multiply_with_each_other() {
    Network network = Network.of(new Mlp(), keys -> keys.set(Mlp.HIDDEN, List.of(64)));

    ModelGraph student = network.narrowed(0.5).narrowed(0.25).untrained(VECTOR, THREE, 1, null);

    assertThat(student.shape("fc1").fixed(1)).isEqualTo(8);
  }

  @Test
  void a_network_does_not_narrow_where_it_cannot_or_to_nothing() {
    assertThatThrownBy(() -> Network.of(new Rigid()).narrowed(0.5))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The network rigid cannot be narrower")
        .hasMessageContaining("model_training.model.type");
    for (double none : new double[] {0, -1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> Network.of(new Cnn()).narrowed(none))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void a_value_out_of_range_is_told_as_in_a_file() {
    assertThatThrownBy(() -> Network.of(new Cnn(), keys -> keys.set(Cnn.WIDTH, 0.0)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("width: must be between 0.01 and 64");
    assertThatThrownBy(() -> Network.of(new Cnn(), keys -> keys.set(Mlp.HIDDEN, List.of(4))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_network_that_does_not_fit_names_those_that_do() {
    assertThatThrownBy(() -> Network.of(new Cnn()).untrained(VECTOR, THREE, 1, null))
        .hasMessageContaining("cannot take such samples")
        .hasMessageContaining("set it to mlp");
    assertThatThrownBy(
            () ->
                Network.of(new Autoencoder())
                    .untrained(VECTOR, ValueTarget.unscaled(List.of("x")), 1, null))
        .isInstanceOfSatisfying(
            PipelineException.class,
            e -> assertThat(e.kind()).isEqualTo(PipelineException.Kind.CONFIG))
        .hasMessageContaining("cannot give this output")
        .hasMessageContaining("set it to mlp");
  }

  @Test
  void every_output_has_a_network() {
    assertThat(Architecture.idsFor(OutputKind.LOGITS)).contains("cnn", "mlp", "resnet8");
    assertThat(Architecture.idsFor(OutputKind.VALUES)).contains("mlp");
    assertThat(Architecture.idsFor(OutputKind.RECONSTRUCTION)).contains("autoencoder");
  }
}
