import com.sun.management.OperatingSystemMXBean;
import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import io.edgeflow.core.dataset.NpyWriter;
import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.preprocess.PreprocessStep;
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
import io.edgeflow.formats.ModelExporter;
import io.edgeflow.optimize.quantize.ModelQuantizer;
import io.edgeflow.train.architecture.Architecture;
import io.edgeflow.train.architecture.Network;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Static int8 quantization as a job does it: the float graph is read from its file, calibrated with
 * images of a data set, exported and written. {@code prepare} makes the graph and the images, {@code
 * onnx} and {@code tflite} quantize, with one image first (unless {@code --warm 0}), which starts
 * the engine, and print one JSON line: seconds, those of the processor, and the most memory that the process ever had.
 *
 * <pre>java -cp 'target/edgeflow/lib/*' benchmarks/optimize/OptimizeBenchmark.java prepare --folder bench</pre>
 */
final class OptimizeBenchmark {
  private static final int CLASSES = 1000;
  private static final ClassTarget TARGET =
      new ClassTarget("label", IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList());

  private final Map<String, String> options = new HashMap<>(Map.of(
      "folder", "", "network", "mobilenet_v1", "size", "224", "images", "256", "threads", "2", "seed", "42",
      "warm", "1"));

  public static void main(String[] arguments) throws IOException {
    OptimizeBenchmark benchmark = new OptimizeBenchmark();
    for (int i = 1; i + 1 < arguments.length; i += 2) {
      if (benchmark.options.replace(arguments[i].replaceFirst("^--", ""), arguments[i + 1]) == null) {
        throw new IllegalArgumentException("Unknown option " + arguments[i]);
      }
    }
    if (arguments[0].equals("prepare")) {
      benchmark.prepare();
    } else {
      benchmark.quantize(arguments[0].equals("onnx") ? Format.ONNX : Format.TFLITE);
    }
  }

  private void prepare() throws IOException {
    ModelGraph graph =
        Network.of(Architecture.ALL.all().get(options.get("network")))
            .untrained(spec(), TARGET, number("seed"), null);
    Files.write(file("graph.safetensors"), GraphFile.bytes(graph));
    Files.write(file("float.onnx"), ModelExporter.export(graph, Format.ONNX, Precision.FP32));
    SplittableRandom random = new SplittableRandom(number("seed"));
    try (NpyWriter x = new NpyWriter(file("images.npy"), ElementType.UINT8, each());
        NpyWriter few = new NpyWriter(file("one.npy"), ElementType.UINT8, each());
        NpyWriter y = new NpyWriter(file("labels.npy"), ElementType.INT32);
        NpyWriter first = new NpyWriter(file("label.npy"), ElementType.INT32)) {
      for (int row = 0; row < number("images"); row++) {
        float[] image = blobs(random);
        x.append(image);
        y.append(0);
        if (row == 0) {
          few.append(image);
          first.append(0);
        }
      }
    }
  }

  /** Squares of one colour with noise: an image of independent pixels would hardly light up a deep layer. */
  private float[] blobs(SplittableRandom random) {
    int[] sizes = each();
    int cells = 7;
    float[] colours = new float[cells * cells * sizes[2]];
    for (int i = 0; i < colours.length; i++) {
      colours[i] = random.nextInt(200);
    }
    float[] image = new float[sizes[0] * sizes[1] * sizes[2]];
    for (int i = 0; i < image.length; i++) {
      int channel = i % sizes[2];
      int column = i / sizes[2] % sizes[1] * cells / sizes[1];
      int row = i / sizes[2] / sizes[1] * cells / sizes[0];
      image[i] = colours[(row * cells + column) * sizes[2] + channel] + random.nextInt(56);
    }
    return image;
  }

  private void quantize(Format format) throws IOException {
    RunContext context = context(new Workspace(file("workspace")));
    SplitFiles images = split("images.npy", "labels.npy", number("images"), context);
    SplitFiles one = split("one.npy", "label.npy", 1, context);
    if (number("warm") > 0) {
      quantized(format, data(one, one, context).train(), context);
    }

    long busy = cpuNanos();
    long start = System.nanoTime();
    byte[] int8 = quantized(format, data(images, one, context).train(), context);
    Files.write(file("ours." + format.name().toLowerCase(Locale.ROOT)), int8);
    long end = System.nanoTime();

    Map<String, Object> line = new TreeMap<>();
    line.put("seconds", (end - start) / 1e9);
    line.put("cpu_s", (cpuNanos() - busy) / 1e9);
    line.put("peak_mb", peakMegabytes());
    System.out.println(Json.text(line));
  }

  private byte[] quantized(Format format, Split train, RunContext context) {
    ModelGraph graph = GraphFile.read(file("graph.safetensors"));
    ModelGraph calibrated = ModelQuantizer.calibrate(graph, train, train.rows(), context);
    return ModelExporter.export(calibrated, format, Precision.INT8);
  }

  private Dataset data(SplitFiles train, SplitFiles few, RunContext context) {
    List<String> columns = Collections.nCopies(spec().size(), "p");
    FeatureSpec stored = spec().of(ElementType.UINT8);
    List<PreprocessStep> scale = List.of(new PreprocessStep.MinMax(Floats.of(0), Floats.of(255)));
    Preprocessing preprocessing =
        new Preprocessing(columns, stored, List.of(), spec(), scale);
    Schema schema = new Schema(columns, stored, stored, TARGET);
    return Dataset.open(
        new DatasetManifest(
            "0", schema, preprocessing, new Baseline(List.of(), Map.of()), train, few, few),
        context.artifacts());
  }

  private SplitFiles split(String images, String labels, int rows, RunContext context) {
    List<Artifact> x = List.of(context.artifacts().put(images, file(images)));
    return new SplitFiles(rows, x, x, List.of(context.artifacts().put(labels, file(labels))));
  }

  private RunContext context(Workspace workspace) {
    return new RunContext("benchmark", number("seed"), number("threads"), Clock.systemUTC(),
        workspace, workspace.artifacts(), Progress.silent(), EventLog.none(), Tracker.none());
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  /** The most resident memory of this process, mapped files included. */
  private static double peakMegabytes() throws IOException {
    String line =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(each -> each.startsWith("VmHWM:"))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
  }

  private FeatureSpec spec() {
    return FeatureSpec.image(new ImageShape(number("size"), number("size"), 3));
  }

  private int[] each() {
    return new int[] {number("size"), number("size"), 3};
  }

  private int number(String name) {
    return Integer.parseInt(options.get(name));
  }

  private Path file(String name) {
    return Path.of(options.get("folder")).resolve(name);
  }
}
