package io.edgeflow.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.Constant.Kind;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Reduction.ArgMax;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import io.edgeflow.train.loss.Loss;
import io.edgeflow.train.testing.TestData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no training starts with. */
class RefusedTrainingTest extends TrainingLoopTestBase {
  @Test
  void a_model_without_trainable_weights_is_refused() {
    Map<String, Constant> frozen = new TreeMap<>();
    network()
        .constants()
        .forEach((name, c) -> frozen.put(name, new Constant(c.value(), Kind.FROZEN, null)));

    assertThatThrownBy(() -> fit(network().withConstants(frozen), SHORT, BatchTransform.none()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("no trainable weights");
  }

  @Test
  void a_model_for_other_images_or_classes_is_refused() {
    ModelGraph wide =
        SMALL.untrained(FeatureSpec.image(new ImageShape(8, 12, 1)), TestData.TARGET, 1, null);
    ModelGraph few =
        SMALL.untrained(TestData.SPEC, new ClassTarget("label", List.of("a", "b")), 1, null);

    assertThatThrownBy(() -> fit(wide, SHORT, BatchTransform.none()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("does not fit the data's samples");
    assertThatThrownBy(() -> fit(few, SHORT, BatchTransform.none()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("does not fit the data's logits");
  }

  @Test
  void operators_without_a_gradient_are_refused_by_name_before_training() {
    ModelGraph network = network();
    List<Node> nodes = new ArrayList<>(network.nodes());
    String input = network.signature().input();
    nodes.add(0, new Node("places", new ArgMax(1, true), List.of(input), Map.of()));
    nodes.add(1, new Node("both", new Add(), List.of(input, "places"), Map.of()));
    nodes.replaceAll(
        node ->
            node.name().equals("conv1")
                ? new Node("conv1", node.op(), List.of("both"), node.constants())
                : node);
    ModelGraph flat =
        new ModelGraph("flat", nodes, network.constants(), Map.of(), network.signature());

    assertThatThrownBy(() -> fit(flat, SHORT, BatchTransform.none()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("without a gradient")
        .hasMessageContaining("places ArgMax");
  }

  @Test
  void an_empty_split_and_an_unknown_label_are_refused() {
    SplitFiles rows = TestData.bars(8, 1, store);
    SplitFiles none = TestData.samples(store).split(new float[0][], new int[0]);
    SplitFiles odd =
        TestData.samples(store).split(new float[1][TestData.SPEC.size()], new int[] {4});

    data = TestData.samples(store).dataset(rows, none, rows);
    assertThatThrownBy(() -> fit(network(), SHORT, BatchTransform.none()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("validation split has no rows");
    data = TestData.samples(store).dataset(none, rows, rows);
    assertThatThrownBy(() -> fit(network(), SHORT, BatchTransform.none()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("train split has no rows");
    data = TestData.samples(store).dataset(odd, rows, rows);
    assertThatThrownBy(() -> fit(network(), SHORT, BatchTransform.none()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("train split is no class")
        .hasMessageContaining("found: 4");
  }

  @Test
  void a_training_split_of_one_class_is_refused_by_its_name() {
    SplitFiles rows = TestData.bars(8, 1, store);
    SplitFiles one =
        TestData.samples(store)
            .split(new float[5][TestData.SPEC.size()], new int[] {2, 2, 2, 2, 2});

    data = TestData.samples(store).dataset(one, rows, rows);
    assertThatThrownBy(() -> fit(network(), SHORT, BatchTransform.none()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("train split has rows of one class only")
        .hasMessageContaining("class 2");
    data = TestData.samples(store).dataset(rows, one, rows);
    assertThat(fit(network(), SHORT, BatchTransform.none()).history()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void a_learning_rate_that_is_none_is_refused(double rate) {
    assertThatThrownBy(() -> SHORT.withLearningRate(rate))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("learning rate " + rate);
  }

  @Test
  void a_teacher_that_does_not_fit_the_data_is_refused() {
    ModelGraph ofTwo =
        SMALL.untrained(TestData.SPEC, new ClassTarget("label", List.of("a", "b")), 1, null);
    ModelGraph ofWide =
        SMALL.untrained(FeatureSpec.image(new ImageShape(8, 12, 1)), TestData.TARGET, 1, null);

    for (ModelGraph teacher : List.of(ofTwo, ofWide)) {
      assertThatThrownBy(() -> fit(network(), SHORT, new Loss.Distillation(teacher, 3, 0.5)))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("does not fit the data's");
    }
  }
}
