package io.edgeflow.optimize.distill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.testing.Samples;
import io.edgeflow.optimize.prune.ModelPruner;
import io.edgeflow.train.architecture.Autoencoder;
import io.edgeflow.train.architecture.Cnn;
import io.edgeflow.train.architecture.Network;
import io.edgeflow.train.evaluation.GraphPredictor;
import io.edgeflow.train.evaluation.ModelEvaluator;
import io.edgeflow.train.loop.LayerRates;
import io.edgeflow.train.loop.Techniques;
import io.edgeflow.train.loop.TrainedGraph;
import io.edgeflow.train.loop.TrainingLoop;
import io.edgeflow.train.loop.TrainingOptions;
import io.edgeflow.train.loss.Loss;
import io.edgeflow.train.loss.NumberLoss;
import io.edgeflow.train.optimizer.Optimizer;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A student and a pruned model, trained on images whose bright row tells their class. */
class KnowledgeDistillerTest {
  private static final FeatureSpec SPEC = FeatureSpec.image(new ImageShape(8, 8, 1));
  private static final List<String> LABELS = List.of("top", "middle", "bottom");
  private static final ClassTarget TARGET = new ClassTarget("label", LABELS);
  private static final TrainingOptions OPTIONS =
      new TrainingOptions(12, 8, 0.005, Optimizer.Kind.ADAM);

  @TempDir Path folder;
  private RunContext context;
  private Dataset data;
  private ModelGraph teacher;

  @BeforeEach
  void train() {
    context = RunContext.standalone(folder, 42).withThreads(1);
    Samples samples = new Samples(context.artifacts(), SPEC, TARGET);
    data = samples.dataset(split(60, 1, samples), split(24, 2, samples), split(24, 3, samples));
    teacher =
        TrainingLoop.fit(
                Network.of(new Cnn(), keys -> keys.set(Cnn.WIDTH, 0.25))
                    .untrained(SPEC, TARGET, 42, data.preprocessing()),
                data,
                BatchTransform.none(),
                OPTIONS,
                new Loss.CrossEntropy(),
                context)
            .graph();
  }

  private static SplitFiles split(int rows, long seed, Samples samples) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] images = new float[rows][SPEC.size()];
    int[] labels = new int[rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = row % 3;
      for (int i = 0; i < SPEC.size(); i++) {
        boolean bright = i / 8 == 3 * labels[row];
        images[row][i] = (float) (random.nextDouble() - 0.5) + (bright ? 2 : 0);
      }
    }
    return samples.split(images, labels);
  }

  private double accuracy(ModelGraph graph) {
    try (GraphPredictor predictor = new GraphPredictor(graph, 1)) {
      Progress silent = Progress.silent();
      return ModelEvaluator.evaluate(predictor, data.test(), Thresholds.NONE, silent)
          .primary()
          .value();
    }
  }

  @Test
  void a_student_of_its_own_width_learns_from_the_teacher() {
    Loss.Distillation lesson = new Loss.Distillation(teacher, 3, 0.9);

    TrainedGraph result =
        KnowledgeDistiller.distill(
            lesson,
            Network.of(new Cnn(), keys -> keys.set(Cnn.WIDTH, 0.125)),
            data,
            BatchTransform.none(),
            OPTIONS.withEpochs(20),
            context);

    assertThat(result.graph().shape("conv1").fixed(1)).isEqualTo(4);
    assertThat(result.graph().trainableParameters()).isLessThan(teacher.trainableParameters());
    assertThat(result.graph().signature().target()).isEqualTo(TARGET);
    assertThat(accuracy(result.graph())).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void all_layers_of_a_student_learn_whatever_the_training_froze() {
    LayerRates frozen = new LayerRates(List.of("backbone*"), List.of());
    TrainingOptions options =
        OPTIONS.withEpochs(1).withTechniques(Techniques.none().withLayers(frozen));

    TrainedGraph result =
        KnowledgeDistiller.distill(
            new Loss.Distillation(teacher, 3, 0.9),
            Network.of(new Cnn(), keys -> keys.set(Cnn.WIDTH, 0.125)),
            data,
            BatchTransform.none(),
            options,
            context);

    assertThat(result.history()).hasSize(1);
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

  @Test
  void an_autoencoder_is_not_distilled() {
    Samples waves = Samples.waves(context.artifacts(), new SelfTarget(null, 0.9));
    SplitFiles rows = waves.waveRows(4, false, 1);
    Dataset normal = waves.dataset(rows, rows, rows);

    assertThatThrownBy(
            () ->
                KnowledgeDistiller.distill(
                    new NumberLoss.Squared().taughtBy(teacher, 1, 0.5),
                    Network.of(new Autoencoder()),
                    normal,
                    BatchTransform.none(),
                    OPTIONS,
                    context))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("not distilled")
        .hasMessageContaining("model_training.model.hidden");
  }
}
