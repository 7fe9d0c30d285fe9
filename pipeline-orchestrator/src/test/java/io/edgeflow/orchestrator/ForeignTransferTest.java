package io.edgeflow.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.testing.Samples;
import io.edgeflow.formats.ModelReader;
import io.edgeflow.formats.read.ImportedModel;
import io.edgeflow.formats.read.ReadOptions;
import io.edgeflow.train.ModelTrainer;
import io.edgeflow.train.TrainConfig;
import io.edgeflow.train.TrainingInput;
import io.edgeflow.train.TrainingResult;
import io.edgeflow.train.transfer.GivenModel;
import io.edgeflow.train.transfer.ModelFile;
import io.edgeflow.train.transfer.ModelOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every classifier that PyTorch, Keras and scikit-learn made, as the start of a training. */
class ForeignTransferTest {
  private static final Path FILES =
      Path.of(System.getProperty("edgeflow.root", ".."))
          .resolve("pipeline-formats/src/test/resources/golden/foreign");

  private static final int ROWS = 12;

  /**
   * Of the way back, only the first step leads to the last state: some weights have no gradient.
   */
  private static final String BOTH_WAYS = "bi";

  @TempDir private Path folder;

  private static Stream<String> files() throws IOException {
    Map<String, ?> index = Json.readMap(Files.readString(FILES.resolve("index.json")), "index");
    return index.entrySet().stream()
        .filter(entry -> !Integer.valueOf(0).equals(((Map<?, ?>) entry.getValue()).get("classes")))
        .map(Map.Entry::getKey);
  }

  @ParameterizedTest
  @MethodSource("files")
  void it_trains_on_with_a_head_for_other_classes(String file) {
    Path path = FILES.resolve(file);
    ImportedModel imported = ModelReader.read(path, ReadOptions.DEFAULTS);
    List<String> classes = List.of("a", "b", "c", "d", "e");
    RunContext context = RunContext.standalone(folder, 42);
    DatasetManifest data = data(imported.graph(), classes, context.artifacts());
    TrainConfig config =
        TrainConfig.builder()
            .set(TrainConfig.ONNX, path)
            .set(TrainConfig.EPOCHS, 1)
            .set(TrainConfig.BATCH_SIZE, 4)
            .build();
    GivenModel given =
        new GivenModel(
            new ModelFile("onnx", path), new ModelOrigin(file, "", List.of()), imported.graph());

    TrainingResult result =
        new ModelTrainer(config)
            .run(new TrainingInput(data, BatchTransform.none(), given), context);

    ModelGraph trained = GraphFile.read(context.artifacts().open(result.model()));
    assertThat(trained.shape(trained.signature().output())).isEqualTo(Shape.batchOf(5));
    assertThat(result.history()).hasSize(1);
    if (!file.startsWith(BOTH_WAYS)) {
      assertThat(still(trained, imported.graph())).isEmpty();
    }
  }

  /** The weights of before that training has left as they were. */
  private static List<String> still(ModelGraph now, ModelGraph before) {
    return now.constants().entrySet().stream()
        .filter(each -> each.getValue().kind() == Constant.Kind.TRAINABLE)
        .filter(each -> each.getValue().equals(before.constants().get(each.getKey())))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Random rows that the graph takes; as tokens they are all the first one. */
  private static DatasetManifest data(ModelGraph graph, List<String> classes, ArtifactStore store) {
    FeatureSpec spec = spec(graph.signature().inputShape());
    Samples samples = new Samples(store, spec, new ClassTarget("label", classes));
    Random random = new Random(1);
    float[][] rows = new float[ROWS][spec.size()];
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = random.nextFloat();
      }
    }
    SplitFiles split =
        samples.split(rows, IntStream.range(0, ROWS).map(i -> i % classes.size()).toArray());
    return samples.manifest(split, split, split);
  }

  private static FeatureSpec spec(Shape input) {
    return switch (input.rank()) {
      case 4 -> FeatureSpec.image(new ImageShape(input.fixed(2), input.fixed(3), input.fixed(1)));
      case 3 -> FeatureSpec.series(input.fixed(1), input.fixed(2));
      default -> FeatureSpec.vector(input.fixed(1));
    };
  }
}
