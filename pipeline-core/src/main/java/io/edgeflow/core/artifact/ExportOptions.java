package io.edgeflow.core.artifact;

import java.util.Locale;

/**
 * What may be chosen of a TFLite file beside its precision.
 *
 * <pre>{@code
 * ExportOptions options = new ExportOptions(Ends.FLOAT, Compatibility.LEGACY);
 * byte[] file = ModelExporter.export(graph, Format.TFLITE, Precision.INT8, options);
 * }</pre>
 *
 * @param ends of an int8 file
 * @param compatibility of files with weights of integers
 */
public record ExportOptions(Ends ends, Compatibility compatibility) {
  /** Integer ends for the runtimes of today. */
  public static final ExportOptions DEFAULTS =
      new ExportOptions(Ends.INTEGER, Compatibility.CURRENT);

  /** The type of an int8 file's inputs and outputs. */
  public enum Ends {
    /** 8-bit integers, as a microcontroller's sensors give them. */
    INTEGER,
    /** 32-bit floats, which the file itself quantizes and dequantizes. */
    FLOAT;

    /** The word in the configuration. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Which runtimes read a file. */
  public enum Compatibility {
    /** A scale for each output channel of every weight. */
    CURRENT,
    /**
     * One scale for the weight of a matrix product, because a runtime before 2.10 reads no other.
     */
    LEGACY;

    /** The word in the configuration. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
