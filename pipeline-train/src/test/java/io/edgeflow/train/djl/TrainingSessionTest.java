package io.edgeflow.train.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.train.optimizer.Adam;
import io.edgeflow.train.optimizer.Optimizer;
import io.edgeflow.train.optimizer.Sgd;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Held to PyTorch's own numbers; see {@link Golden}. */
class TrainingSessionTest {
  private static final Offset<Float> CLOSE = within(2e-5f);
  private static final Step STEP = Step.of(0.01);

  /** Collects gradients instead of moving the weights. */
  private static final class Recorder implements Optimizer {
    private final Map<String, float[]> gradients = new HashMap<>();

    @Override
    public Map<String, float[]> memory() {
      return Map.of();
    }

    @Override
    public void restore(Map<String, float[]> memory, int steps) {}

    @Override
    public void nextStep(double learningRate) {
      gradients.clear();
    }

    @Override
    public void update(String parameter, double factor, float[] weights, float[] gradient) {
      gradients.put(parameter, gradient.clone());
    }
  }

  /** Mean cross-entropy, apart from the trainer's own so that one checks the other. */
  private static float[] gradient(float[] scores, List<Double> losses) {
    int[] labels = Golden.labels();
    int classes = scores.length / labels.length;
    float[] gradient = new float[scores.length];
    double loss = 0;
    for (int row = 0; row < labels.length; row++) {
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        sum += Math.exp(scores[row * classes + c]);
      }
      for (int c = 0; c < classes; c++) {
        double p = Math.exp(scores[row * classes + c]) / sum;
        double target = c == labels[row] ? 1 : 0;
        gradient[row * classes + c] = (float) ((p - target) / labels.length);
        loss -= target * Math.log(p) / labels.length;
      }
    }
    losses.add(loss);
    return gradient;
  }

  private static void assertClose(Map<String, Tensor> found, Map<String, Tensor> expected) {
    expected.forEach(
        (name, tensor) ->
            assertThat(found.get(ours(name)).toFloats())
                .as(name)
                .containsExactly(tensor.toFloats(), CLOSE));
  }

  /** Our name for a constant that PyTorch names. */
  private static String ours(String name) {
    Map<String, String> norm =
        Map.of(
            "bn1.weight", "bn1.gamma",
            "bn1.bias", "bn1.beta",
            "bn1.running_mean", "bn1.mean",
            "bn1.running_var", "bn1.variance");
    return norm.getOrDefault(name, name);
  }

  private static Map<String, Tensor> values(ModelGraph graph) {
    Map<String, Tensor> values = new HashMap<>();
    graph.constants().forEach((name, constant) -> values.put(name, constant.value()));
    return values;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void scores_are_pytorchs(int threads) {
    try (Inference inference = new Inference(Golden.network(), threads)) {
      float[] scores = inference.scores(Golden.images(), Golden.DIMS);

      assertThat(scores).containsExactly(Golden.floats("logits.npy"), CLOSE);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void loss_and_gradients_are_pytorchs(boolean batchNorm) {
    ModelGraph graph = Golden.network(batchNorm);
    Recorder recorder = new Recorder();
    List<Double> losses = new ArrayList<>();

    try (TrainingSession session = new TrainingSession(graph, recorder, 1)) {
      session.step(Golden.images(), STEP, scores -> gradient(scores, losses), Golden.DIMS);
    }

    // A recorded gradient lies as the weights do in memory: a graph that holds it turns it back.
    Map<String, Tensor> found = new HashMap<>();
    Map<String, ConstantLayout> layouts = ConstantLayout.of(graph);
    recorder.gradients.forEach(
        (name, memory) ->
            found.put(
                name,
                Tensor.of(
                    graph.constant(name).value().dims(), layouts.get(name).toLogical(memory))));
    String file = batchNorm ? "bn_gradients.safetensors" : "gradients.safetensors";
    assertClose(found, Golden.tensors(file));
    assertThat(losses.get(0))
        .isCloseTo((Double) Golden.steps().get(batchNorm ? "bn_loss" : "loss"), within(1e-5));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 1000})
  void a_gradient_longer_than_the_limit_is_scaled_down_to_it(double limit) {
    Recorder free = new Recorder();
    Recorder clipped = new Recorder();

    for (Recorder each : List.of(free, clipped)) {
      double norm = each == free ? Double.POSITIVE_INFINITY : limit;
      try (TrainingSession session = new TrainingSession(Golden.network(), each, 1)) {
        session.step(
            Golden.images(),
            new Step(0, 0, 0.01, norm),
            scores -> gradient(scores, new ArrayList<>()),
            Golden.DIMS);
      }
    }

    double squares = 0;
    for (float[] each : free.gradients.values()) {
      for (float value : each) {
        squares += (double) value * value;
      }
    }
    float factor = (float) Math.min(1, limit / (Math.sqrt(squares) + 1e-6));
    assertThat(factor < 1).isEqualTo(limit < 1);
    free.gradients.forEach(
        (name, gradient) -> {
          for (int i = 0; i < gradient.length; i++) {
            gradient[i] *= factor;
          }
          assertThat(clipped.gradients.get(name)).isEqualTo(gradient);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"adam", "sgd", "momentum"})
  void three_steps_of_each_rule_give_pytorchs_weights(String rule) {
    Optimizer update =
        switch (rule) {
          case "adam" -> new Adam(0, false);
          case "sgd" -> new Sgd(0, 0, false);
          default -> new Sgd(0, 0.9, false);
        };
    Step how = Step.of(rule.equals("adam") ? 1e-3 : 0.01);
    List<Double> losses = new ArrayList<>();

    try (TrainingSession session = new TrainingSession(Golden.network(), update, 1)) {
      for (int step = 0; step < 3; step++) {
        session.step(Golden.images(), how, scores -> gradient(scores, losses), Golden.DIMS);
      }

      assertClose(values(session.graph()), Golden.tensors("after_" + rule + ".safetensors"));
    }
    assertThat(Golden.steps().get(rule)).isInstanceOf(Map.class);
    List<?> expected = (List<?>) ((Map<?, ?>) Golden.steps().get(rule)).get("losses");
    for (int step = 0; step < 3; step++) {
      assertThat(losses.get(step)).isCloseTo((Double) expected.get(step), within(2e-5));
    }
  }

  @Test
  void batch_normalization_keeps_pytorchs_running_statistics() {
    try (TrainingSession session = new TrainingSession(Golden.network(true), new Recorder(), 1)) {
      session.step(
          Golden.images(),
          STEP,
          scores -> {
            assertThat(scores).containsExactly(Golden.floats("bn_train_logits.npy"), CLOSE);
            return new float[scores.length];
          },
          Golden.DIMS);

      assertClose(values(session.graph()), Golden.tensors("bn_running.safetensors"));
      assertThat(session.scores(Golden.images(), Golden.DIMS))
          .containsExactly(Golden.floats("bn_eval_logits.npy"), CLOSE);
    }
  }

  @Test
  void evaluation_leaves_running_statistics_alone() {
    ModelGraph graph = Golden.network(true);

    try (TrainingSession session = new TrainingSession(graph, new Recorder(), 1)) {
      session.scores(Golden.images(), Golden.DIMS);

      assertThat(GraphFile.bytes(session.graph())).isEqualTo(GraphFile.bytes(graph));
    }
  }

  @Test
  void frozen_constants_and_frozen_statistics_stay_as_they_are() {
    ModelGraph trainable = Golden.network(true);
    Map<String, Constant> frozen = new HashMap<>();
    for (String name : List.of("conv1.weight", "bn1.mean", "bn1.variance")) {
      frozen.put(name, new Constant(trainable.constant(name).value(), Constant.Kind.FROZEN, null));
    }
    ModelGraph graph = trainable.withConstants(frozen);

    try (TrainingSession session = new TrainingSession(graph, new Adam(0, false), 1)) {
      session.step(
          Golden.images(), STEP, scores -> gradient(scores, new ArrayList<>()), Golden.DIMS);

      ModelGraph after = session.graph();
      frozen.forEach((name, constant) -> assertThat(after.constant(name)).isEqualTo(constant));
      assertThat(after.constant("fc2.weight")).isNotEqualTo(graph.constant("fc2.weight"));
    }
  }

  @Test
  void a_graph_that_was_not_trained_comes_back_bit_for_bit() {
    ModelGraph graph = Golden.network(true);

    try (TrainingSession session = new TrainingSession(graph, new Adam(0, false), 1)) {
      assertThat(GraphFile.bytes(session.graph())).isEqualTo(GraphFile.bytes(graph));
    }
  }

  @Test
  void pruned_weights_are_exactly_zero_after_every_step() {
    ModelGraph dense = Golden.network();
    Map<String, Constant> masked = new HashMap<>();
    for (String name : List.of("conv2.weight", "fc1.weight")) {
      Constant constant = dense.constant(name);
      byte[] mask = new byte[constant.value().size()];
      for (int i = 0; i < mask.length; i++) {
        mask[i] = (byte) (i % 3 == 0 ? 0 : 1);
      }
      masked.put(
          name, constant.withMask(Tensor.of(ElementType.UINT8, constant.value().dims(), mask)));
    }
    ModelGraph graph = dense.withConstants(masked);

    try (TrainingSession session = new TrainingSession(graph, new Adam(0, false), 1)) {
      for (int step = 0; step < 3; step++) {
        session.step(
            Golden.images(), STEP, scores -> gradient(scores, new ArrayList<>()), Golden.DIMS);

        for (String name : masked.keySet()) {
          float[] after = session.graph().constant(name).value().toFloats();
          float[] before = dense.constant(name).value().toFloats();
          int moved = 0;
          for (int i = 0; i < after.length; i++) {
            if (i % 3 == 0) {
              assertThat(Float.floatToRawIntBits(after[i])).as(name + i).isZero();
            } else {
              moved += after[i] != before[i] ? 1 : 0;
            }
          }
          assertThat(moved).isGreaterThan(after.length / 2);
        }
      }
    }
  }

  @Test
  void a_refused_batch_leaves_the_weights_alone_and_the_next_one_can_be_taken() {
    ModelGraph graph = Golden.network();

    try (TrainingSession session = new TrainingSession(graph, new Adam(0, false), 1)) {
      assertThatThrownBy(
              () ->
                  session.step(
                      Golden.images(),
                      STEP,
                      scores -> {
                        throw new IllegalStateException("refused");
                      },
                      Golden.DIMS))
          .hasMessage("refused");

      assertThat(GraphFile.bytes(session.graph())).isEqualTo(GraphFile.bytes(graph));
      session.step(
          Golden.images(), STEP, scores -> gradient(scores, new ArrayList<>()), Golden.DIMS);
      assertThat(GraphFile.bytes(session.graph())).isNotEqualTo(GraphFile.bytes(graph));
    }
  }

  @Test
  void what_the_engine_cannot_compute_is_reported_with_the_inputs_dimensions() {
    try (TrainingSession session = new TrainingSession(Golden.network(), new Adam(0, false), 1)) {
      assertThatThrownBy(
              () -> session.step(Golden.images(), STEP, scores -> scores, Golden.ROWS, 12, 6, 2))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("refused a batch")
          .hasMessageContaining("[16, 12, 6, 2]");
    }
  }
}
