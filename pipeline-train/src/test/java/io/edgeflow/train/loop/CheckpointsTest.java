package io.edgeflow.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.run.EventLog;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.train.loss.Loss;
import io.edgeflow.train.optimizer.Optimizer;
import io.edgeflow.train.testing.Recorded;
import io.edgeflow.train.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointsTest {
  private static final int EPOCHS = 6;

  @TempDir private Path folder;
  private Dataset data;
  private Recorded recorded = new Recorded();

  @BeforeEach
  void prepare() {
    data = TestData.dataset(new ArtifactStore(folder.resolve("artifacts")), 37, 24, 24);
  }

  private static TrainingOptions options(Optimizer.Kind kind) {
    return new TrainingOptions(EPOCHS, 16, 0.01, kind);
  }

  private static ModelGraph network(double width) {
    return TestData.cnn(width).untrained(TestData.SPEC, TestData.TARGET, 1, null);
  }

  /** With everything that has a state of its own. */
  private static TrainingOptions withTechniques() {
    return options(Optimizer.Kind.ADAMW)
        .withTechniques(
            Techniques.none()
                .withEmaDecay(0.9)
                .withMixupAlpha(0.4)
                .withSampling(Sampling.BALANCED)
                .withLayers(
                    new LayerRates(List.of("conv1"), List.of(new LayerRates.Group("fc2", 0.5)))));
  }

  private TrainedGraph fit(Optimizer.Kind kind, BatchTransform augmentation) {
    return fit(network(0.25), kind, augmentation);
  }

  private TrainedGraph fit(ModelGraph graph, Optimizer.Kind kind, BatchTransform augmentation) {
    return fit(graph, options(kind), augmentation);
  }

  private TrainedGraph fit(ModelGraph graph, TrainingOptions options, BatchTransform augmentation) {
    return TrainingLoop.fit(
        graph,
        data,
        augmentation,
        options,
        new Loss.CrossEntropy(),
        recorded.context(folder, 42, 1));
  }

  /** Ends as a process that is killed does in an epoch, from 1; leaves what is on the disk. */
  private void killedIn(int epoch, Optimizer.Kind kind) {
    killedIn(epoch, options(kind));
  }

  private void killedIn(int epoch, TrainingOptions options) {
    RunContext context = recorded.context(folder, 42, 1);
    EventLog killing =
        (type, fields) -> {
          if (Integer.valueOf(epoch).equals(fields.get("epoch"))) {
            throw new IllegalStateException("killed");
          }
        };
    RunContext killed = context.withEvents(killing);
    assertThatThrownBy(
            () ->
                TrainingLoop.fit(
                    network(0.25),
                    data,
                    BatchTransform.none(),
                    options,
                    new Loss.CrossEntropy(),
                    killed))
        .hasMessage("killed");
    recorded = new Recorded();
  }

  private List<Path> checkpoints() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("runs"))) {
      return files.filter(file -> file.toString().endsWith(".checkpoint")).sorted().toList();
    }
  }

  private Map<String, ?> resumed() {
    return recorded.events.stream()
        .filter(event -> event.get("type").equals("train.resumed"))
        .reduce((first, second) -> second)
        .orElse(Map.of());
  }

  @ParameterizedTest
  @EnumSource
  void a_training_that_was_killed_goes_on_to_the_same_bytes(Optimizer.Kind kind)
      throws IOException {
    byte[] whole = GraphFile.bytes(fit(kind, BatchTransform.none()).graph());
    killedIn(5, kind);
    assertThat(checkpoints()).hasSize(2);

    TrainedGraph again = fit(kind, BatchTransform.none());

    assertThat(GraphFile.bytes(again.graph())).isEqualTo(whole);
    assertThat(again.history()).hasSize(EPOCHS);
    assertThat(resumed().get("after_epoch")).isEqualTo(4);
    assertThat(recorded.units).isEqualTo(37L * EPOCHS);
    assertThat(folder.resolve("runs/test/checkpoints")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 6})
  void a_training_with_techniques_goes_on_to_the_same_bytes(int epoch) {
    byte[] whole =
        GraphFile.bytes(fit(network(0.25), withTechniques(), BatchTransform.none()).graph());
    killedIn(epoch, withTechniques());

    TrainedGraph again = fit(network(0.25), withTechniques(), BatchTransform.none());

    assertThat(GraphFile.bytes(again.graph())).isEqualTo(whole);
    assertThat(resumed().get("after_epoch")).isEqualTo(epoch - 1);
  }

  @Test
  void a_training_without_techniques_is_told_as_before_there_were_any() {
    TrainingOptions plain = options(Optimizer.Kind.SGD);

    assertThat(plain.identity())
        .isEqualTo(
            "TrainingOptions[epochs=6, batchSize=16, learningRate=0.01,"
                + " optimizer=OptimizerSettings[kind=SGD, weightDecay=0.0, momentum=0.9,"
                + " nesterov=false], schedule=Schedule[decay=Constant[], warmupEpochs=0.0],"
                + " gradientClipNorm=Infinity, stopping=Stopping[monitor=VAL_LOSS,"
                + " patience=OptionalInt.empty], task=train]");
    assertThat(withTechniques().identity()).contains("emaDecay=OptionalDouble[0.9]");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 0.999})
  void a_checkpoint_cut_off_falls_back_to_the_one_before_and_says_so(double part)
      throws IOException {
    byte[] whole = GraphFile.bytes(fit(Optimizer.Kind.ADAM, BatchTransform.none()).graph());
    killedIn(5, Optimizer.Kind.ADAM);
    Path newest = checkpoints().get(1);
    byte[] bytes = Files.readAllBytes(newest);
    Files.write(newest, Arrays.copyOf(bytes, (int) (part * bytes.length)));

    TrainedGraph again = fit(Optimizer.Kind.ADAM, BatchTransform.none());

    assertThat(GraphFile.bytes(again.graph())).isEqualTo(whole);
    assertThat(resumed().get("after_epoch")).isEqualTo(3);
    assertThat(resumed().get("damaged_checkpoints")).isEqualTo(List.of(newest.toString()));
  }

  @Test
  void a_training_whose_checkpoints_are_all_damaged_begins_again() throws IOException {
    byte[] whole = GraphFile.bytes(fit(Optimizer.Kind.ADAM, BatchTransform.none()).graph());
    killedIn(5, Optimizer.Kind.ADAM);
    for (Path file : checkpoints()) {
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
    }

    TrainedGraph again = fit(Optimizer.Kind.ADAM, BatchTransform.none());

    assertThat(GraphFile.bytes(again.graph())).isEqualTo(whole);
    assertThat(resumed().get("after_epoch")).isEqualTo(0);
  }

  @Test
  void a_checkpoint_of_another_architecture_is_refused() throws IOException {
    killedIn(5, Optimizer.Kind.ADAM);
    Path narrow = checkpoints().get(1);
    byte[] bytes = Files.readAllBytes(narrow);

    assertThatThrownBy(() -> CheckpointFile.read(bytes, network(0.5), narrow))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("of another architecture")
        .hasMessageContaining("conv1.weight=[8, 1, 3, 3]")
        .hasMessageContaining("conv1.weight=[16, 1, 3, 3]")
        .hasMessageContaining(narrow.toString());
  }

  @Test
  void a_training_on_other_rows_begins_anew() {
    killedIn(5, Optimizer.Kind.ADAM);
    BatchTransform other = (batch, rows, shape, epoch) -> batch.put(0, 9);

    byte[] found = GraphFile.bytes(fit(Optimizer.Kind.ADAM, other).graph());

    assertThat(GraphFile.bytes(fit(Optimizer.Kind.ADAM, other).graph())).isEqualTo(found);
  }

  @Test
  void a_training_that_failed_leaves_no_checkpoint() {
    BatchTransform poison =
        (batch, rows, shape, epoch) -> {
          if (epoch == 3) {
            batch.put(0, Float.NaN);
          }
        };

    assertThatThrownBy(() -> fit(Optimizer.Kind.ADAM, poison))
        .hasMessageContaining("The loss is not a number");
    assertThat(folder.resolve("runs/test/checkpoints")).doesNotExist();
  }

  @Test
  void an_interrupted_training_goes_on_to_the_same_bytes() {
    byte[] whole = GraphFile.bytes(fit(Optimizer.Kind.ADAM, BatchTransform.none()).graph());
    Thread trainer = Thread.currentThread();
    AtomicBoolean once = new AtomicBoolean(true);
    BatchTransform interrupting =
        (batch, rows, shape, epoch) -> {
          if (epoch == 3 && once.getAndSet(false)) {
            trainer.interrupt();
          }
        };

    assertThatThrownBy(() -> fit(Optimizer.Kind.ADAM, interrupting))
        .isInstanceOfSatisfying(
            PipelineException.class,
            e -> assertThat(e.kind()).isEqualTo(PipelineException.Kind.INTERRUPTED));

    assertThat(GraphFile.bytes(fit(Optimizer.Kind.ADAM, BatchTransform.none()).graph()))
        .isEqualTo(whole);
    assertThat((Integer) resumed().get("after_epoch")).isBetween(2, 3);
  }
}
