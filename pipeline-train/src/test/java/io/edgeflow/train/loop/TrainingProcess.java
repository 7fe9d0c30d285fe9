package io.edgeflow.train.loop;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.artifact.AtomicFile;
import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.core.track.Tracker;
import io.edgeflow.train.loss.Loss;
import io.edgeflow.train.optimizer.Optimizer;
import io.edgeflow.train.schedule.Decay;
import io.edgeflow.train.schedule.Schedule;
import io.edgeflow.train.testing.TestData;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.OptionalInt;

/**
 * A process that trains in a workspace and can be killed. It prints a line after each epoch and
 * writes the weights to a file in the end.
 */
final class TrainingProcess {
  static final TrainingOptions OPTIONS =
      new TrainingOptions(24, 8, 0.01, Optimizer.Kind.ADAMW)
          .withSchedule(new Schedule(new Decay.Cosine(1e-4), 1.5))
          .withGradientClipNorm(1)
          .withStopping(new Stopping(Monitor.VAL_MACRO_F1, OptionalInt.empty()))
          .withTechniques(
              Techniques.none()
                  .withEmaDecay(0.95)
                  .withMixupAlpha(0.4)
                  .withSampling(Sampling.BALANCED)
                  .withLayers(
                      new LayerRates(
                          List.of("conv1.bias"), List.of(new LayerRates.Group("fc*", 0.5)))));

  private TrainingProcess() {}

  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    byte[] trained = GraphFile.bytes(train(folder).graph());
    AtomicFile.write(folder.resolve("trained"), trained);
  }

  static TrainedGraph train(Path folder) {
    ArtifactStore store = new ArtifactStore(folder.resolve("artifacts"));
    return TrainingLoop.fit(
        TestData.cnn(0.25).untrained(TestData.SPEC, TestData.TARGET, 1, null),
        TestData.dataset(store, 61, 24, 24),
        BatchTransform.none(),
        OPTIONS,
        new Loss.CrossEntropy(),
        context(folder));
  }

  private static RunContext context(Path folder) {
    Workspace workspace = new Workspace(folder);
    return new RunContext(
        "killed",
        42,
        1,
        Clock.systemUTC(),
        workspace,
        workspace.artifacts(),
        Progress.silent(),
        (type, fields) -> System.out.println(type + " " + fields.get("epoch")),
        Tracker.none());
  }
}
