package io.edgeflow.train.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.Arrangement.Reshape;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Elementwise.Sigmoid;
import io.edgeflow.core.graph.op.Normalization.Softmax;
import io.edgeflow.core.graph.op.Pooling.GlobalAvgPool;
import io.edgeflow.core.graph.op.Reduction.ArgMax;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.core.testing.Samples;
import io.edgeflow.train.architecture.LayerWeights;
import io.edgeflow.train.evaluation.GraphPredictor;
import io.edgeflow.train.testing.TestData;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransferTest {
  private static final int FEATURES = 3;

  @TempDir private Path folder;
  private final LayerWeights weights = new LayerWeights(7);

  private Samples samples(FeatureSpec spec, Target target) {
    return new Samples(new ArtifactStore(folder), spec, target);
  }

  private Schema schema(Target target) {
    return samples(TestData.SPEC, target).schema();
  }

  private Preprocessing preprocessing(Target target) {
    return samples(TestData.SPEC, target).preprocessing();
  }

  private static GivenModel given(ModelGraph graph) {
    ModelFile file = new ModelFile("onnx", Path.of("of/others.onnx"), "model_training.model.onnx");
    ModelOrigin origin = new ModelOrigin("others.onnx", "0".repeat(64), List.of("read so"));
    return new GivenModel(file, origin, graph);
  }

  private Transfer.Fitted start(ModelGraph graph, Target target) {
    return Transfer.start(given(graph), schema(target), preprocessing(target), 42);
  }

  private Transfer.Fitted trained(ModelGraph graph, Target target) {
    return Transfer.trained(given(graph), schema(target), preprocessing(target));
  }

  /** An image as three features. */
  private GraphBuilder body() {
    return new GraphBuilder("foreign", TestData.SPEC.shape())
        .apply("conv", Conv2d.padded(1), weights.rectified(FEATURES, 1, 3, 3))
        .apply("relu", new Relu())
        .apply("pool", new GlobalAvgPool())
        .apply("flatten", new Flatten());
  }

  private GraphBuilder classifier(int classes) {
    return body().apply("fc", new Linear(), weights.uniform(classes, FEATURES));
  }

  private static float[] answers(ModelGraph graph) {
    Random random = new Random(3);
    float[] rows = new float[2 * TestData.SPEC.size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) random.nextGaussian();
    }
    try (GraphPredictor predictor = new GraphPredictor(graph, 1)) {
      return predictor.predict(Tensor.of(TestData.SPEC.dims(2), rows)).toFloats();
    }
  }

  @Test
  void a_model_of_as_many_classes_keeps_its_weights_and_has_the_datas_labels() {
    ModelGraph foreign = classifier(4).build(null, null);

    Transfer.Fitted start = start(foreign, TestData.TARGET);

    assertThat(answers(start.graph())).containsExactly(answers(foreign));
    assertThat(start.graph().signature().target()).isEqualTo(TestData.TARGET);
    assertThat(start.graph().signature().preprocessing()).isEqualTo(preprocessing(TestData.TARGET));
    assertThat(start.origin())
        .isEqualTo(new ModelOrigin("others.onnx", "0".repeat(64), List.of("read so")));
  }

  @Test
  void a_model_of_other_classes_has_a_new_head_that_the_seed_decides() {
    ModelGraph foreign = classifier(7).build(null, null);

    ModelGraph start = start(foreign, TestData.TARGET).graph();

    assertThat(start.shape(start.signature().output())).isEqualTo(Shape.batchOf(4));
    assertThat(start.constant("conv.weight")).isEqualTo(foreign.constant("conv.weight"));
    assertThat(start.constants().values())
        .allMatch(constant -> constant.kind() == Constant.Kind.TRAINABLE);
    assertThat(answers(start)).containsExactly(answers(start(foreign, TestData.TARGET).graph()));
    assertThat(start(foreign, TestData.TARGET).origin().notes())
        .contains("a new head: fc gave 7 numbers, the data have 4 classes");
  }

  @Test
  void a_convolution_before_a_global_pool_is_a_head_too() {
    ModelGraph squeezed =
        new GraphBuilder("squeezed", TestData.SPEC.shape())
            .apply("conv", Conv2d.padded(1), weights.rectified(FEATURES, 1, 3, 3))
            .apply("last", Conv2d.padded(0), weights.rectified(7, FEATURES, 1, 1))
            .apply("relu", new Relu())
            .apply("pool", new GlobalAvgPool())
            .apply("reshape", new Reshape(List.of(7)))
            .build(null, null);

    ModelGraph start = start(squeezed, TestData.TARGET).graph();

    assertThat(answers(start)).hasSize(8);
    assertThat(start.nodes()).extracting(Node::name).contains("last", "relu", "pool", "reshape");
  }

  @Test
  void a_bias_that_stands_apart_goes_with_the_old_head() {
    Constant apart = Constant.trainable(Tensor.of(new int[] {7}, new float[7]));
    ModelGraph foreign =
        classifier(7)
            .apply("bias", new Add(), Map.of(ConstantRole.OPERAND, apart))
            .build(null, null);

    ModelGraph start = start(foreign, TestData.TARGET).graph();

    assertThat(start.nodes()).extracting(Node::name).endsWith("flatten", "fc");
    assertThat(start.constants()).doesNotContainKey("bias.operand");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void probabilities_at_the_end_give_way_to_the_scores_before_them(boolean flattened) {
    GraphBuilder end = classifier(4).apply("softmax", new Softmax());
    ModelGraph foreign = (flattened ? end.apply("out", new Flatten()) : end).build(null, null);
    float[] probabilities = answers(foreign);

    Transfer.Fitted start = trained(foreign, TestData.TARGET);

    float[] scores = answers(start.graph());
    for (int i = 0; i < 4; i++) {
      double exponent = Math.exp(scores[i] - scores[0]) * probabilities[0];
      assertThat(probabilities[i]).isCloseTo((float) exponent, within(1e-5f));
    }
    assertThat(start.origin().notes().get(1)).startsWith("the node softmax at its end");
  }

  @Test
  void a_sigmoid_of_one_score_answers_as_the_softmax_of_two() {
    ModelGraph foreign = classifier(1).apply("sigmoid", new Sigmoid()).build(null, null);
    float[] probabilities = answers(foreign);

    ModelGraph two = trained(foreign, new ClassTarget("label", List.of("no", "yes"))).graph();

    float[] scores = answers(two);
    for (int row = 0; row < 2; row++) {
      double no = Math.exp(scores[2 * row]);
      double yes = Math.exp(scores[2 * row + 1]);
      assertThat(probabilities[row]).isCloseTo((float) (yes / (yes + no)), within(1e-6f));
    }
  }

  @Test
  void axes_of_size_one_behind_the_classes_are_dropped() {
    ModelGraph foreign =
        new GraphBuilder("foreign", TestData.SPEC.shape())
            .apply("conv", Conv2d.padded(1), weights.rectified(4, 1, 3, 3))
            .apply("pool", new GlobalAvgPool())
            .build(null, null);

    ModelGraph start = trained(foreign, TestData.TARGET).graph();

    assertThat(start.shape(start.signature().output())).isEqualTo(Shape.batchOf(4));
    assertThat(answers(start)).containsExactly(answers(foreign));
  }

  @Test
  void classes_in_another_order_are_put_into_the_datas() {
    ClassTarget own = new ClassTarget("x", List.of("class 2", "class 0", "class 3", "class 1"));
    ModelGraph foreign = classifier(4).build(own, null);
    float[] before = answers(foreign);

    Transfer.Fitted start = trained(foreign, TestData.TARGET);

    assertThat(answers(start.graph())).startsWith(before[1], before[3], before[0], before[2]);
    assertThat(start.origin().notes().get(1)).contains("order", "class 2");
  }

  @Test
  void classes_of_other_names_are_taken_one_for_one_and_named() {
    ModelGraph foreign =
        classifier(4).build(new ClassTarget("x", List.of("a", "b", "c", "d")), null);

    Transfer.Fitted start = trained(foreign, TestData.TARGET);

    assertThat(start.graph().signature().target()).isEqualTo(TestData.TARGET);
    assertThat(start.origin().notes().get(1)).contains("[a, b, c, d]", "class 0");
  }

  @Test
  void an_order_that_neither_the_head_nor_training_can_mend_is_refused() {
    ClassTarget own = new ClassTarget("x", List.of("class 2", "class 0", "class 3", "class 1"));
    ModelGraph foreign = classifier(4).apply("relu2", new Relu()).build(own, null);

    assertThat(start(foreign, TestData.TARGET).origin().notes()).hasSize(2);
    assertThatThrownBy(() -> trained(foreign, TestData.TARGET))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("another order")
        .hasMessageContaining("data_pipeline.features.labels");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void values_in_the_units_of_the_data_are_brought_to_the_targets_scale(boolean linear) {
    ValueTarget target =
        new ValueTarget(List.of("a", "b"), Floats.of(2, 500), Floats.of(0.5f, 500));
    GraphBuilder end = classifier(2);
    ModelGraph foreign = (linear ? end : end.apply("relu2", new Relu())).build(null, null);
    float[] units = answers(foreign);

    float[] scaled = answers(trained(foreign, target).graph());

    for (int i = 0; i < units.length; i++) {
      assertThat(target.unscaled(i % 2, scaled[i])).isCloseTo(units[i], within(1e-4f));
    }
  }

  @Test
  void of_several_outputs_the_one_of_as_many_numbers_is_taken() {
    GraphBuilder builder = classifier(4).apply("label", new ArgMax(1, true));
    ModelGraph one = builder.build(null, null);
    Signature both =
        new Signature(
            one.signature().inputs(),
            List.of(new Signature.Output("label", null), new Signature.Output("fc", null)));
    ModelGraph foreign = new ModelGraph("two", one.nodes(), one.constants(), Map.of(), both);

    Transfer.Fitted start = start(foreign, TestData.TARGET);

    assertThat(start.graph().signature().output()).isEqualTo("fc");
    assertThat(start.graph().nodes()).extracting(Node::name).doesNotContain("label");
    assertThat(start.origin().notes().get(1)).contains("[label, fc]", "fc that is used");
  }

  @Test
  void other_classes_are_refused_where_no_training_follows() {
    assertThatThrownBy(() -> trained(classifier(7).build(null, null), TestData.TARGET))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("another number of classes")
        .hasMessageContaining("found: 7")
        .hasMessageContaining("limit: 4 [class 0, class 1, class 2, class 3]")
        .hasMessageContaining("model_training.model.onnx, others.onnx")
        .hasMessageContaining("epochs");
  }

  @Test
  void a_model_without_a_head_is_refused_when_it_needs_a_new_one() {
    ModelGraph pooled =
        new GraphBuilder("foreign", TestData.SPEC.shape())
            .apply("conv", Conv2d.padded(1), weights.rectified(FEATURES, 1, 3, 3))
            .apply("relu", new Relu())
            .from("conv", "relu")
            .apply("sum", new Add())
            .apply("pool", new GlobalAvgPool())
            .build(null, null);

    assertThatThrownBy(() -> start(pooled, TestData.TARGET))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("no last layer")
        .hasMessageContaining("matrix product");
  }

  @Test
  void other_images_are_refused_with_the_key_that_resizes() {
    ModelGraph foreign = classifier(4).build(null, null);
    FeatureSpec large = FeatureSpec.image(new ImageShape(16, 24, 1));
    Schema schema = samples(large, TestData.TARGET).schema();

    assertThatThrownBy(() -> Transfer.trained(given(foreign), schema, null))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("found: input input [batch, 1, 8, 8]")
        .hasMessageContaining("limit: [batch, 1, 16, 24], image")
        .hasMessageContaining("remedy: set data_pipeline.features.resize: [8, 8]");
  }

  @Test
  void images_of_other_channels_and_samples_of_another_kind_are_refused() {
    ModelGraph image = classifier(4).build(null, null);
    ModelGraph vector =
        new GraphBuilder("vector", Shape.batchOf(64))
            .apply("fc", new Linear(), weights.uniform(4, 64))
            .build(null, null);
    Schema colours = samples(FeatureSpec.image(new ImageShape(8, 8, 3)), TestData.TARGET).schema();

    assertThatThrownBy(() -> Transfer.trained(given(image), colours, null))
        .hasMessageContaining("remedy: give images of 8 x 8 pixels and 1 channels");
    assertThatThrownBy(() -> trained(vector, TestData.TARGET))
        .hasMessageContaining("remedy: give vectors of 64 features");
  }

  @Test
  void a_model_that_does_not_give_samples_again_is_refused_as_an_autoencoder() {
    assertThatThrownBy(() -> start(classifier(4).build(null, null), new SelfTarget(null, 0.95)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("found: 4 numbers a sample")
        .hasMessageContaining("limit: 64");
  }
}
