package io.edgeflow.formats;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.formats.inspect.ModelSummary;
import io.edgeflow.formats.inspect.Summaries;
import io.edgeflow.formats.read.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Tells what a model file of any tool holds: layers, shapes, numbers, memory. */
public final class ModelInspector {
  private ModelInspector() {}

  /**
   * Looks into a file that leaves nothing open.
   *
   * <pre>{@code
   * ModelSummary summary = ModelInspector.inspect(Path.of("mobilenet_v2.onnx"));
   * System.out.println(summary.totals().macs() + " MACs, peak " + summary.peak().bytes() + " B");
   * }</pre>
   *
   * @throws PipelineException as {@link ModelReader#read}
   */
  public static ModelSummary inspect(Path file) {
    return inspect(file, ReadOptions.DEFAULTS);
  }

  /**
   * Looks into a file.
   *
   * @throws PipelineException as {@link ModelReader#read}
   */
  public static ModelSummary inspect(Path file, ReadOptions options) {
    String format = ModelReader.format(file).name().toLowerCase(Locale.ROOT);
    try {
      long bytes = 0;
      for (Path each : ModelReader.files(file)) {
        bytes += Files.size(each);
      }
      return Summaries.of(ModelReader.read(file, options), file.toString(), format, bytes);
    } catch (IOException e) {
      throw PipelineException.failed("Cannot read the model").where(file).cause(e).build();
    }
  }
}
