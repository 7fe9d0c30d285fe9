package io.edgeflow.train.loop;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.run.Progress;
import io.edgeflow.train.architecture.Network;
import io.edgeflow.train.evaluation.Evaluation;
import io.edgeflow.train.evaluation.GraphPredictor;
import io.edgeflow.train.evaluation.ModelEvaluator;
import io.edgeflow.train.loss.Loss;
import io.edgeflow.train.optimizer.Optimizer;
import io.edgeflow.train.testing.Recorded;
import io.edgeflow.train.testing.TestData;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Trains a small network on images of bars. */
abstract class TrainingLoopTestBase {
  static final TrainingOptions SHORT = new TrainingOptions(3, 16, 0.003, Optimizer.Kind.ADAM);

  static final Network SMALL = TestData.cnn(0.1);

  @TempDir Path folder;
  ArtifactStore store;
  Dataset data;

  @BeforeEach
  void prepare() {
    store = new ArtifactStore(folder.resolve("artifacts"));
    data = TestData.dataset(store, 70, 24, 24);
  }

  static ModelGraph network() {
    return TestData.cnn(0.25).untrained(TestData.SPEC, TestData.TARGET, 1, null);
  }

  static Evaluation evaluate(GraphPredictor predictor, Split split) {
    return ModelEvaluator.evaluate(predictor, split, Thresholds.NONE, Progress.silent());
  }

  TrainedGraph fit(ModelGraph graph, TrainingOptions options, BatchTransform augmentation) {
    return fit(graph, options, augmentation, new Recorded(), 42, 1);
  }

  TrainedGraph fit(ModelGraph graph, TrainingOptions options, Loss loss) {
    return TrainingLoop.fit(
        graph, data, BatchTransform.none(), options, loss, new Recorded().context(folder, 42, 1));
  }

  TrainedGraph fit(
      ModelGraph graph,
      TrainingOptions options,
      BatchTransform augmentation,
      Recorded recorded,
      long seed,
      int threads) {
    return TrainingLoop.fit(
        graph,
        data,
        augmentation,
        options,
        new Loss.CrossEntropy(),
        recorded.context(folder, seed, threads));
  }
}
