package io.edgeflow.core.artifact;

import java.util.Locale;

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
    FP32(false, false),
    /** Constants stored in 16-bit floats, computed with in 32. */
    FP16(false, false),
    /**
     * Large weights stored in 8-bit integers, the rest in 32-bit floats; kernels of TFLite round
     * what they multiply with to 8 bits, each row by its own range.
     */
    INT8_WEIGHTS(false, true),
    /** 8-bit integers throughout, 32-bit biases. */
    INT8(true, true);

    private final boolean calibrated;
    private final boolean integerProducts;

    Precision(boolean calibrated, boolean integerProducts) {
      this.calibrated = calibrated;
      this.integerProducts = integerProducts;
    }

    /** Whether a file is written with calibrated ranges. */
    public boolean calibrated() {
      return calibrated;
    }

    /** Whether kernels may multiply 8-bit integers, so that answers come in steps. */
    public boolean integerProducts() {
      return integerProducts;
    }

    /** The word in file names and metrics, for example {@code int8}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The conventional name, for example {@code model.int8.tflite}. */
  public static String fileName(Format format, Precision precision) {
    return "model." + precision.id() + "." + format.id();
  }
}
