package io.edgeflow.train.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Normalization.BatchNorm;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.train.loop.LayerRates;
import io.edgeflow.train.loss.BatchLoss;
import io.edgeflow.train.optimizer.Optimizer;
import io.edgeflow.train.optimizer.OptimizerSettings;
import io.edgeflow.train.optimizer.Sgd;
import io.edgeflow.train.optimizer.WeightAverage;
import io.edgeflow.train.testing.Oracle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole trainings, held to PyTorch's; see tools/oracle/make_optimizers.py. */
class TrainingStepsTest {
  private static final JsonNode GOLDEN = Oracle.json("trainings.json");
  private static final int STEPS = 50;
  private static final int FEATURES = 5;

  /** PyTorch's name of each of our constants. */
  private static final Map<String, String> NAMES =
      Map.of(
          "bn1.gamma", "bn1.weight",
          "bn1.beta", "bn1.bias",
          "bn1.mean", "bn1.running_mean",
          "bn1.variance", "bn1.running_var");

  private static ModelGraph network() {
    return new GraphBuilder("small", Shape.batchOf(FEATURES))
        .apply("fc1", new Linear(), weight("fc1", 6, FEATURES))
        .apply(
            "bn1",
            new BatchNorm(1e-5f, 0.1f),
            Map.of(
                ConstantRole.GAMMA, Constant.trainable(tensor("bn1.weight", 6)),
                ConstantRole.BETA, Constant.trainable(tensor("bn1.bias", 6)),
                ConstantRole.MEAN, Constant.buffer(tensor("bn1.running_mean", 6)),
                ConstantRole.VARIANCE, Constant.buffer(tensor("bn1.running_var", 6))))
        .apply("relu1", new Relu())
        .apply("fc2", new Linear(), linear("fc2", 4, 6))
        .apply("relu2", new Relu())
        .apply("fc3", new Linear(), linear("fc3", 3, 4))
        .build(new ClassTarget("label", List.of("a", "b", "c")), null);
  }

  private static Map<ConstantRole, Constant> weight(String name, int outputs, int inputs) {
    Tensor weight = tensor(name + ".weight", outputs, inputs);
    return Map.of(ConstantRole.WEIGHT, Constant.trainable(weight));
  }

  private static Map<ConstantRole, Constant> linear(String name, int outputs, int inputs) {
    return Map.of(
        ConstantRole.WEIGHT, Constant.trainable(tensor(name + ".weight", outputs, inputs)),
        ConstantRole.BIAS, Constant.trainable(tensor(name + ".bias", outputs)));
  }

  private static Tensor tensor(String name, int... dims) {
    return Tensor.of(dims, Oracle.floats(GOLDEN.get("weights").get(name)));
  }

  private static Optimizer optimizer(JsonNode torch) {
    return new OptimizerSettings(
            Optimizer.Kind.valueOf(torch.get("optimizer").asText().toUpperCase(Locale.ROOT)),
            torch.path("weight_decay").asDouble(0),
            torch.path("momentum").asDouble(0),
            torch.path("nesterov").asBoolean(false))
        .create();
  }

  private static Map<String, Double> rates(JsonNode torch) {
    List<String> frozen = new ArrayList<>();
    List<LayerRates.Group> groups = new ArrayList<>();
    torch.path("frozen").forEach(layer -> frozen.add(layer.asText()));
    torch
        .path("groups")
        .properties()
        .forEach(e -> groups.add(new LayerRates.Group(e.getKey(), e.getValue().asDouble())));
    return new LayerRates(frozen, groups).of(network());
  }

  private static void train(TrainingSession session, double rate) {
    float[] values = Oracle.flat(Oracle.rows(GOLDEN.get("samples")));
    int rows = values.length / FEATURES;
    int[] labels = IntStream.range(0, rows).map(i -> GOLDEN.get("labels").get(i).asInt()).toArray();
    ByteBuffer samples =
        ByteBuffer.allocateDirect(values.length * Float.BYTES).order(ByteOrder.nativeOrder());
    samples.asFloatBuffer().put(values);
    for (int step = 0; step < STEPS; step++) {
      session.step(
          samples,
          Step.of(rate),
          scores -> BatchLoss.crossEntropy(scores, labels).gradient(),
          rows,
          FEATURES);
    }
  }

  private static void assertClose(ModelGraph graph, JsonNode torch) {
    assertThat(graph.constants()).hasSize(torch.size());
    graph
        .constants()
        .forEach(
            (name, constant) ->
                assertThat(constant.value().toFloats())
                    .as(name)
                    .containsExactly(
                        Oracle.floats(torch.get(NAMES.getOrDefault(name, name))), within(1e-5f)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "sgd_groups", "adamw_groups", "rmsprop_frozen"})
  void fifty_steps_give_pytorchs_weights_and_their_average(String name) {
    JsonNode torch = GOLDEN.get(name);
    WeightAverage average = new WeightAverage(torch.get("decay").asDouble());

    try (TrainingSession session =
        new TrainingSession(network(), optimizer(torch), rates(torch), average, 1)) {
      train(session, torch.get("lr").asDouble());

      assertClose(session.graph(), torch.get("after"));
      assertClose(session.withAverage(session::graph), torch.get("averaged"));
      assertClose(session.graph(), torch.get("after"));
    }
  }

  @Test
  void a_frozen_batch_normalization_keeps_its_statistics_and_its_kind() {
    Map<String, Double> rates = new LayerRates(List.of("bn?"), List.of()).of(network());

    try (TrainingSession session =
        new TrainingSession(network(), new Sgd(0.1, 0.9, false), rates, null, 1)) {
      train(session, 0.05);

      ModelGraph after = session.graph();
      for (String name : List.of("bn1.gamma", "bn1.beta", "bn1.mean", "bn1.variance")) {
        assertThat(after.constant(name)).as(name).isEqualTo(network().constant(name));
      }
      assertThat(after.constant("fc1.weight")).isNotEqualTo(network().constant("fc1.weight"));
    }
  }
}
