package io.edgeflow.formats.hostile;

import io.edgeflow.core.artifact.ExportedModel.Format;

/** Jazzer's target for the reader of TFLite files; see CONTRIBUTING.md. */
public final class TfliteFuzzer {
  private static final FuzzedFile FILE = new FuzzedFile(Format.TFLITE);

  private TfliteFuzzer() {}

  /** Reads what Jazzer made up. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    FILE.read(bytes);
  }
}
