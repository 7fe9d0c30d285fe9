package io.edgeflow.core.artifact;

/**
 * A model file that devices run.
 *
 * @param file its name, content and measured size
 */
public record ExportedModel(Artifact file, Format format, Precision precision) {
  /** The file format and with it the runtime. */
  public enum Format {
    /** ONNX, run by ONNX Runtime. */
    ONNX("onnx"),
    /** TFLite flatbuffer, run by LiteRT. */
    TFLITE("tflite");

    private final String id;

    Format(String id) {
      this.id = id;
    }

    /** The file name's ending, which is also the word in the configuration. */
    public String id() {
      return id;
    }
  }

  /** The number format of weights and activations. */
  public enum Precision {
    /** 32-bit floats throughout. */
    FP32,
    /** 8-bit integers throughout, 32-bit biases. */
    INT8
  }

  /** The conventional name, for example {@code model.int8.tflite}. */
  public static String fileName(Format format, Precision precision) {
    return "model." + precision.name().toLowerCase(java.util.Locale.ROOT) + "." + format.id();
  }
}
