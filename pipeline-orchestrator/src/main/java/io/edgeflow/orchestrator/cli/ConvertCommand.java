package io.edgeflow.orchestrator.cli;

import io.edgeflow.core.json.Json;
import io.edgeflow.formats.ModelConverter;
import io.edgeflow.formats.convert.Conversion;
import io.edgeflow.orchestrator.model.ConversionText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    description = "Turns a model file into one of another format or number format.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Reads ONNX, TFLite and graph files, by what they begin with; writes what OUT ends with: .onnx,"
          + " .tflite, .safetensors (a graph file). Without --int8, --fp16 or --int8-weights the"
          + " numbers are 32-bit floats. An int8 file that is written as int8 again keeps its own"
          + " scales, in another format the ranges that they reach; any other model needs"
          + " --calibrate.",
      "",
      "Images are resized to the input's height and width, made gray or coloured as it takes them,"
          + " and normalized: (pixel * scale - mean) / std, with pixels of 0 to 255. So are the"
          + " rows of an array of unsigned bytes; other arrays are taken as they are unless"
          + " --scale, --mean or --std is given. Most networks of torchvision want --mean"
          + " 0.485,0.456,0.406 --std 0.229,0.224,0.225.",
      "",
      "Example: edgeflow convert mobilenet_v2.onnx mobilenet_v2.tflite --int8 --calibrate photos"
          + " --mean 0.485,0.456,0.406 --std 0.229,0.224,0.225 --compare",
      "         edgeflow convert cnn.tflite cnn.onnx --compare"
    })
final class ConvertCommand implements Callable<Integer> {
  private final Io io;

  @Parameters(index = "0", paramLabel = "IN", description = "the model file to read")
  Path in = Path.of("");

  @Parameters(index = "1", paramLabel = "OUT", description = "the model file to write")
  Path out = Path.of("");

  @ArgGroup(exclusive = true)
  Numbers numbers = new Numbers();

  @Option(
      names = "--calibrate",
      paramLabel = "ROWS",
      description =
          "typical rows: a folder of images (PNG, JPEG; of any depth) and .npy files of one sample"
              + " each, or FILE.npy whose first axis counts rows, in the file's layout or the"
              + " graph's; for a model of several inputs NAME=FILE.npy, once for each")
  List<String> rows = new ArrayList<>();

  @Option(
      names = "--mean",
      paramLabel = "A,B,C",
      description = "what is taken off each channel, after --scale (default: 0)")
  @Nullable String mean;

  @Option(
      names = "--std",
      paramLabel = "A,B,C",
      description = "what each channel is divided by then (default: 1)")
  @Nullable String std;

  @Option(
      names = "--scale",
      paramLabel = "X",
      description = "what pixels are multiplied with first (default: 1/255, which gives 0 to 1)")
  @Nullable Double scale;

  @Mixin ReadArguments read = new ReadArguments();

  @Option(
      names = "--ends",
      paramLabel = "TYPE",
      description =
          "what an int8 TFLite file takes and gives: integer (default), or float, which it"
              + " quantizes itself")
  @Nullable String ends;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "names of the classes, one on each line, for a TFLite or graph file")
  @Nullable Path labels;

  @Option(
      names = "--compare",
      description =
          "runs both files in their runtimes on the rows of --calibrate (256 at most), or on random"
              + " ones, and tells how their outputs differ")
  boolean compare;

  @Option(
      names = "--max-difference",
      paramLabel = "X",
      description = "compares, and writes nothing (exit code 1) if any number differs by more")
  @Nullable Double maxDifference;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "threads that calibrate and compute (default: one for each processor)")
  @Nullable Integer threads;

  @Option(names = "--json", description = "prints what was done as JSON")
  boolean json;

  ConvertCommand(Io io) {
    this.io = io;
  }

  /** The number format; one of these at most. */
  static final class Numbers {
    @Option(names = "--int8", description = "8-bit integers throughout, 32-bit biases")
    boolean int8;

    @Option(names = "--fp16", description = "weights stored in 16-bit floats")
    boolean fp16;

    @Option(
        names = "--int8-weights",
        description = "large weights stored in 8-bit integers, the rest in floats")
    boolean int8Weights;
  }

  @Override
  public Integer call() {
    Conversion done = ModelConverter.convert(in, out, ConvertChoices.of(this, io.progress()));
    io.out().print(json ? Json.pretty(done) : ConversionText.of(done, io.style()));
    return 0;
  }
}
