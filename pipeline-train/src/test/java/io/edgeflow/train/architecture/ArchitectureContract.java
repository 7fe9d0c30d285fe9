package io.edgeflow.train.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.train.TrainConfig;
import io.edgeflow.train.loop.EpochMetrics;
import io.edgeflow.train.testing.Patterns;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every architecture promises: one subclass each. */
abstract class ArchitectureContract {
  private static final long SEED = 42;

  @TempDir Path folder;

  /** The one under test. */
  abstract Architecture architecture();

  /**
   * SHA-256 of the weights that seed 42 gives for {@link #inputs} and {@link #targets}, in the
   * network and in its student of 0.3, if there is one.
   */
  abstract List<String> weights();

  /** A network that trains in a moment. */
  Network network() {
    return Network.of(architecture());
  }

  /** A small sample of a kind. */
  FeatureSpec input(FeatureKind kind) {
    return switch (kind) {
      case IMAGE -> FeatureSpec.image(new ImageShape(8, 8, 1));
      case SERIES -> FeatureSpec.series(8, 2);
      case VECTOR -> FeatureSpec.vector(12);
    };
  }

  private static Target target(OutputKind output) {
    return switch (output) {
      case LOGITS -> new ClassTarget("label", List.of("a", "b", "c"));
      case VALUES -> ValueTarget.unscaled(List.of("x", "y"));
      case RECONSTRUCTION -> new SelfTarget(null, 0.99);
    };
  }

  private List<FeatureSpec> inputs() {
    return architecture().samples().stream().sorted().map(this::input).toList();
  }

  private List<Target> targets() {
    return architecture().outputs().stream().sorted().map(ArchitectureContract::target).toList();
  }

  private List<ModelGraph> graphs(Network network, long seed) {
    List<ModelGraph> graphs = new ArrayList<>();
    for (FeatureSpec input : inputs()) {
      targets().forEach(target -> graphs.add(network.untrained(input, target, seed, null)));
    }
    return graphs;
  }

  private List<ModelGraph> graphs() {
    return graphs(network(), SEED);
  }

  @Test
  void it_is_found_by_its_id_and_made_anew_by_anyone() throws ReflectiveOperationException {
    Class<? extends Architecture> type = architecture().getClass();

    assertThat(Architecture.ALL.find(architecture().id())).containsInstanceOf(type);
    assertThat(Modifier.isPublic(type.getModifiers())).isTrue();
    assertThat(type.getConstructor().newInstance().id()).isEqualTo(architecture().id());
  }

  @Test
  void it_describes_itself_in_a_line() {
    assertThat(architecture().id()).matches("[a-z][a-z0-9_]*");
    assertThat(architecture().description()).isNotBlank().doesNotContain("\n").doesNotEndWith(".");
    assertThat(architecture().samples()).isNotEmpty();
    assertThat(architecture().outputs()).isNotEmpty();
  }

  @Test
  void its_keys_are_the_same_each_time_documented_and_beside_the_models_own() {
    List<Field<?>> keys = architecture().fields().fields();

    assertThat(architecture().fields()).isSameAs(architecture().fields());
    assertThat(keys).allSatisfy(key -> assertThat(key.doc()).isNotBlank().doesNotEndWith("."));
    assertThat(TrainConfig.MODEL.table().orElseThrow().plus(keys).fields()).containsAll(keys);
  }

  @Test
  void it_takes_what_it_says_and_gives_what_the_target_asks_for() {
    for (FeatureSpec input : inputs()) {
      for (Target target : targets()) {
        ModelGraph graph = network().untrained(input, target, SEED, null);

        assertThat(graph.name()).isEqualTo(architecture().id());
        assertThat(graph.signature().inputShape()).isEqualTo(input.shape());
        assertThat(graph.signature().target()).isEqualTo(target);
        assertThat(graph.shape(graph.signature().output()))
            .isEqualTo(Shape.batchOf(target.outputs(input.size())));
      }
    }
  }

  @Test
  void it_refuses_other_samples_and_outputs_by_name() {
    Network network = network();
    Set<FeatureKind> samples = EnumSet.complementOf(EnumSet.copyOf(architecture().samples()));
    Set<OutputKind> outputs = EnumSet.complementOf(EnumSet.copyOf(architecture().outputs()));

    for (FeatureKind kind : samples) {
      assertThatThrownBy(() -> network.untrained(input(kind), targets().get(0), SEED, null))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining(architecture().id() + " cannot take such samples")
          .hasMessageContaining(kind.id());
    }
    for (OutputKind kind : outputs) {
      assertThatThrownBy(() -> network.untrained(inputs().get(0), target(kind), SEED, null))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining(architecture().id() + " cannot give this output")
          .hasMessageContaining(kind.id());
    }
  }

  @Test
  void equal_seeds_give_equal_bytes_and_others_do_not() {
    Network network = network();

    assertThat(bytes(graphs(network, 7))).isEqualTo(bytes(graphs(network, 7)));
    assertThat(bytes(graphs(network, 8))).doesNotContainAnyElementsOf(bytes(graphs(network, 7)));
  }

  private static List<String> bytes(List<ModelGraph> graphs) {
    return graphs.stream().map(GraphFile::bytes).map(HexFormat.of()::formatHex).toList();
  }

  @Test
  void the_weights_of_a_seed_are_these_to_the_bit() throws NoSuchAlgorithmException {
    Network network = network();
    List<String> found = new ArrayList<>(List.of(sha256(graphs())));
    if (architecture().narrows()) {
      found.add(sha256(graphs(network.narrowed(0.3), SEED)));
    }

    assertThat(found).isEqualTo(weights());
  }

  private static String sha256(List<ModelGraph> graphs) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (ModelGraph graph : graphs) {
      for (Constant constant : new TreeMap<>(graph.constants()).values()) {
        digest.update(constant.value().toBytes());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  @Test
  void a_student_is_narrower_and_gives_the_same_or_there_is_none() {
    Network network = network();
    if (!architecture().narrows()) {
      assertThatThrownBy(() -> network.narrowed(0.5))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining(architecture().id() + " cannot be narrower");
      return;
    }
    List<ModelGraph> teachers = graphs();
    List<ModelGraph> students = graphs(network.narrowed(0.5), SEED);

    assertThat(bytes(graphs(network.narrowed(1), SEED))).isEqualTo(bytes(teachers));
    for (int i = 0; i < teachers.size(); i++) {
      ModelGraph student = students.get(i);
      assertThat(student.trainableParameters()).isLessThan(teachers.get(i).trainableParameters());
      assertThat(student.signature()).isEqualTo(teachers.get(i).signature());
    }
  }

  @Test
  void it_learns_a_few_patterns() {
    ArtifactStore store = new ArtifactStore(folder.resolve("artifacts"));
    for (Target target : targets()) {
      Patterns patterns = new Patterns(store, inputs().get(0), target);

      List<EpochMetrics> history = patterns.fit(network(), folder);

      assertThat(history.get(history.size() - 1).trainLoss())
          .as(target.output().id())
          .isLessThan(0.5 * history.get(0).trainLoss());
    }
  }
}
