import com.sun.management.OperatingSystemMXBean;
import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.dataset.NpyWriter;
import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.run.EventLog;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.track.Tracker;
import io.edgeflow.train.architecture.Architecture;
import io.edgeflow.train.architecture.Network;
import io.edgeflow.train.loop.TrainingLoop;
import io.edgeflow.train.loop.TrainingOptions;
import io.edgeflow.train.loss.Loss;
import io.edgeflow.train.optimizer.Optimizer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The trainer on random images, as torch_loop.py does it: the same network, batches, optimizer and
 * options, one JSON line per measured epoch after a warm-up epoch.
 *
 * <pre>java -cp 'target/edgeflow/lib/*' benchmarks/train/TrainBenchmark.java --size 32 --channels 3</pre>
 */
final class TrainBenchmark {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final int CLASSES = 10;
  private static final ClassTarget TARGET =
      new ClassTarget("label", IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList());

  private final Map<String, Integer> options = new HashMap<>(Map.of(
      "size", 32, "channels", 3, "batch", 32, "images", 6400, "epochs", 5, "threads", 2, "seed", 42));
  private String network = "cnn";
  private long cpu;

  public static void main(String[] arguments) throws IOException {
    TrainBenchmark benchmark = new TrainBenchmark();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      String name = arguments[i].replaceFirst("^--", "");
      if (name.equals("network")) {
        benchmark.network = arguments[i + 1];
      } else if (benchmark.options.replace(name, Integer.valueOf(arguments[i + 1])) == null) {
        throw new IllegalArgumentException("Unknown option " + arguments[i]);
      }
    }
    Path folder = Files.createTempDirectory("edgeflow-benchmark");
    try {
      benchmark.run(folder);
    } finally {
      try (var files = Files.walk(folder)) {
        files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  private void run(Path folder) throws IOException {
    FeatureSpec spec =
        FeatureSpec.image(new ImageShape(option("size"), option("size"), option("channels")));
    RunContext context = context(new Workspace(folder));
    Dataset data = data(spec, context);
    ModelGraph graph =
        Network.of(Architecture.ALL.all().get(network))
            .untrained(spec, TARGET, option("seed"), data.preprocessing());
    TrainingOptions options =
        new TrainingOptions(option("epochs") + 1, option("batch"), 1e-3, Optimizer.Kind.ADAM);
    TrainingLoop.fit(
        graph, data, BatchTransform.none(), options, new Loss.CrossEntropy(), context);
  }

  private RunContext context(Workspace workspace) {
    EventLog print = (type, fields) -> print(fields);
    return new RunContext("benchmark", option("seed"), option("threads"), Clock.systemUTC(),
        workspace, workspace.artifacts(), Progress.silent(), print, Tracker.none());
  }

  private void print(Map<String, ?> fields) {
    if (fields.get("epoch") instanceof Integer epoch && epoch > 1) {
      double rate = ((Number) fields.get("samples_per_second")).doubleValue();
      Map<String, Object> line = new TreeMap<>();
      line.put("epoch", epoch - 1);
      line.put("images_per_s", Math.round(rate * 10) / 10.0);
      line.put("seconds", Math.round(option("images") / rate * 1000) / 1000.0);
      line.put("cpu_ms_per_image", (SYSTEM.getProcessCpuTime() - cpu) / 1e6 / option("images"));
      line.put("resident_mb", residentMb());
      for (String name : List.of("batch", "size", "channels", "threads")) {
        line.put(name, option(name));
      }
      System.out.println(Json.text(line));
    }
    cpu = SYSTEM.getProcessCpuTime();
  }

  /** What the process has in memory, where the system tells. */
  private static long residentMb() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
          .findFirst()
          .orElse(-1);
    } catch (IOException e) {
      return -1;
    }
  }

  private Dataset data(FeatureSpec spec, RunContext context) throws IOException {
    List<String> columns = IntStream.range(0, spec.size()).mapToObj(i -> "p" + i).toList();
    Schema schema = new Schema(columns, spec, spec, TARGET);
    SplitFiles train = split(spec, option("images"), context);
    SplitFiles few = split(spec, CLASSES, context);
    return Dataset.open(
        new DatasetManifest(
            "0",
            schema,
            new Preprocessing(columns, spec, List.of(), spec, List.of()),
            new Baseline(List.of(), Map.of()),
            train,
            few,
            few),
        context.artifacts());
  }

  private SplitFiles split(FeatureSpec spec, int rows, RunContext context) throws IOException {
    Random random = new Random(option("seed"));
    Path folder = context.artifacts().scratch();
    Path features = folder.resolve("features.npy");
    Path labels = folder.resolve("labels.npy");
    int[] each = Arrays.copyOfRange(spec.dims(1), 1, spec.axes().size() + 1);
    try (NpyWriter x = new NpyWriter(features, ElementType.FLOAT32, each);
        NpyWriter y = new NpyWriter(labels, ElementType.INT32)) {
      float[] image = new float[spec.size()];
      for (int row = 0; row < rows; row++) {
        for (int i = 0; i < image.length; i++) {
          image[i] = (float) random.nextGaussian();
        }
        x.append(image);
        y.append(random.nextInt(CLASSES));
      }
    }
    var stored = List.of(context.artifacts().put("features.npy", features));
    return new SplitFiles(rows, stored, stored, List.of(context.artifacts().put("labels.npy", labels)));
  }

  private int option(String name) {
    return options.get(name);
  }
}
