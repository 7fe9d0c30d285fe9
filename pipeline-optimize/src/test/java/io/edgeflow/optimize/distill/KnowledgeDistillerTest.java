package io.edgeflow.optimize.distill;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import io.edgeflow.core.dataset.NpyWriter;
import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.preprocess.ImageShape;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.optimize.prune.ModelPruner;
import io.edgeflow.train.architecture.Architecture;
import io.edgeflow.train.evaluation.Evaluation;
import io.edgeflow.train.evaluation.GraphPredictor;
import io.edgeflow.train.evaluation.ModelEvaluator;
import io.edgeflow.train.loop.TrainedGraph;
import io.edgeflow.train.loop.TrainingLoop;
import io.edgeflow.train.loop.TrainingOptions;
import io.edgeflow.train.loss.Loss;
import io.edgeflow.train.optimizer.Optimizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A student and a pruned model, trained on images whose bright row tells their class. */
class KnowledgeDistillerTest {
  private static final ImageShape SHAPE = new ImageShape(8, 8, 1);
  private static final List<String> LABELS = List.of("top", "middle", "bottom");
  private static final TrainingOptions OPTIONS =
      new TrainingOptions(12, 8, 0.005, Optimizer.Kind.ADAM);

  @TempDir Path folder;
  private RunContext context;
  private Dataset data;
  private ModelGraph teacher;

  @BeforeEach
  void train() throws IOException {
    RunContext two = RunContext.standalone(folder, 42);
    context =
        new RunContext(
            two.runId(),
            two.seed(),
            1,
            two.clock(),
            two.workspace(),
            two.artifacts(),
            two.progress(),
            two.events(),
            two.tracker());
    List<String> columns = IntStream.range(0, SHAPE.size()).mapToObj(i -> "p" + i).toList();
    DatasetManifest manifest =
        new DatasetManifest(
            "version",
            new Schema(columns, "label", LABELS, SHAPE, SHAPE),
            new Preprocessing(columns, SHAPE, SHAPE, List.of()),
            new Baseline(Map.of()),
            split(60, 1, context.artifacts()),
            split(24, 2, context.artifacts()),
            split(24, 3, context.artifacts()));
    data = Dataset.open(manifest, context.artifacts());
    teacher =
        TrainingLoop.fit(
                Architecture.CNN.untrained(SHAPE, LABELS, 0.25, 42, data.preprocessing()),
                data,
                BatchTransform.none(),
                OPTIONS,
                new Loss.CrossEntropy(),
                context)
            .graph();
  }

  private static SplitFiles split(int rows, long seed, ArtifactStore store) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    Path images = store.scratch().resolve("x.npy");
    Path labels = store.scratch().resolve("y.npy");
    try (NpyWriter x = new NpyWriter(images, ElementType.FLOAT32, 8, 8, 1);
        NpyWriter y = new NpyWriter(labels, ElementType.INT32)) {
      for (int row = 0; row < rows; row++) {
        float[] image = new float[SHAPE.size()];
        for (int i = 0; i < image.length; i++) {
          boolean bright = i / 8 == 3 * (row % 3);
          image[i] = (float) (random.nextDouble() - 0.5) + (bright ? 2 : 0);
        }
        x.append(image);
        y.append(row % 3);
      }
    }
    var features = List.of(store.put("x.npy", images));
    return new SplitFiles(rows, features, features, List.of(store.put("y.npy", labels)));
  }

  private double accuracy(ModelGraph graph) {
    try (GraphPredictor predictor = new GraphPredictor(graph, 1)) {
      Evaluation evaluation = ModelEvaluator.evaluate(predictor, data.test());
      return evaluation.accuracy();
    }
  }

  @Test
  void a_student_of_its_own_width_learns_from_the_teacher() {
    Loss.Distillation lesson = new Loss.Distillation(teacher, 3, 0.9);

    TrainedGraph result =
        KnowledgeDistiller.distill(
            lesson,
            Architecture.CNN,
            0.125,
            data,
            BatchTransform.none(),
            OPTIONS.withEpochs(20),
            context);

    assertThat(result.graph().shape("conv1").fixed(1)).isEqualTo(4);
    assertThat(result.graph().trainableParameters()).isLessThan(teacher.trainableParameters());
    assertThat(result.graph().signature().labels()).isEqualTo(LABELS);
    assertThat(accuracy(result.graph())).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void fine_tuning_a_pruned_model_keeps_its_zeros_and_its_accuracy() {
    ModelGraph pruned = ModelPruner.prune(teacher, 0.8);

    ModelGraph tuned =
        TrainingLoop.fit(
                pruned,
                data,
                BatchTransform.none(),
                OPTIONS.withEpochs(5).withTask("fine_tune"),
                new Loss.CrossEntropy(),
                context)
            .graph();

    assertThat(ModelPruner.sparsity(tuned)).isGreaterThanOrEqualTo(0.8);
    assertThat(tuned.constants()).isNotEqualTo(pruned.constants());
    assertThat(accuracy(tuned)).isGreaterThanOrEqualTo(0.95);
  }
}
