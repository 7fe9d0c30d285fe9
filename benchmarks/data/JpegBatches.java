package io.edgeflow.train.loop;

import com.sun.management.OperatingSystemMXBean;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.data.DataCollection;
import io.edgeflow.data.DataConfig;
import io.edgeflow.data.DataPipeline;
import io.edgeflow.data.augmentation.AugmentationConfig;
import io.edgeflow.data.augmentation.AugmentationProvider;
import io.edgeflow.data.augmentation.Mirror;
import io.edgeflow.data.augmentation.Rotation;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.WorkFolder;
import io.edgeflow.data.preprocessing.PreprocessingConfig;
import io.edgeflow.data.source.DataSource;
import io.edgeflow.data.source.ImageFolderProvider;
import io.edgeflow.data.table.FeatureConfig;
import io.edgeflow.train.optimizer.Optimizer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder of JPEG files to augmented training batches: one JSON line for each epoch, of which the
 * first lands, decodes, judges, deals and fits too. Arguments, as the launcher gives them: run,
 * folder, workspace, side, epochs.
 */
final class JpegBatches {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final int BATCH = 32;

  private JpegBatches() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int side = Integer.parseInt(args[3]);
    int epochs = Integer.parseInt(args[4]);
    RunContext context = RunContext.standalone(Path.of(args[2]), 42);
    DataConfig config = config(Path.of(args[1]), side);
    loadEngine(context);
    long wall = System.nanoTime();
    long cpu = SYSTEM.getProcessCpuTime();
    DataPipeline pipeline = new DataPipeline(config);
    var landed = pipeline.land(context);
    note("land", wall);
    DataCollection collection = pipeline.collect(landed, context);
    note("collect", wall);
    var result = pipeline.run(collection, context);
    note("prepare", wall);
    Dataset data = Dataset.open(result.dataset(), context.artifacts());
    TrainingOptions options = new TrainingOptions(epochs, BATCH, 0.001, Optimizer.Kind.ADAM);
    try (BatchLoader batches =
        new BatchLoader(data.train(), config.augmentor(42), options, 42, 0)) {
      for (int epoch = 1; epoch <= epochs; epoch++) {
        long bytes = 0;
        for (int batch = 0; batch < batches.batches(); batch++) {
          bytes += batches.next().features().remaining();
        }
        System.out.printf(
            "{\"epoch\": %d, \"images\": %d, \"collected\": %d, \"seconds\": %.3f, \"cpu_s\": %.3f,"
                + " \"bytes\": %d}%n",
            epoch,
            data.train().rows(),
            collection.collected(),
            (System.nanoTime() - wall) / 1e9,
            (SYSTEM.getProcessCpuTime() - cpu) / 1e9,
            bytes);
        wall = System.nanoTime();
        cpu = SYSTEM.getProcessCpuTime();
      }
    }
  }

  /** Native libraries are there before the clock starts, as the peer's are. */
  private static void loadEngine(RunContext context) {
    try (WorkFolder folder = WorkFolder.in(context.artifacts());
        DataEngine engine = DataEngine.duckDb(folder, 256, 1)) {
      engine.count("SELECT 1");
    }
  }

  private static void note(String what, long since) {
    System.err.printf("%s by %.2f s%n", what, (System.nanoTime() - since) / 1e9);
  }

  private static DataConfig config(Path folder, int side) {
    return DataConfig.builder()
        .add(
            DataConfig.SOURCES,
            source ->
                source
                    .set(DataSource.NAME, "images")
                    .set(DataSource.TYPE, new ImageFolderProvider())
                    .set(ImageFolderProvider.PATH, folder))
        .set(FeatureConfig.SHAPE, List.of(side, side, 3))
        .set(PreprocessingConfig.STANDARDIZE, true)
        .set(AugmentationConfig.ENABLED, true)
        .add(
            AugmentationConfig.AUGMENTATIONS,
            change -> change.set(AugmentationProvider.TYPE, new Mirror()))
        .add(
            AugmentationConfig.AUGMENTATIONS,
            change ->
                change.set(AugmentationProvider.TYPE, new Rotation()).set(Rotation.FACTOR, 15.0))
        .build();
  }
}
