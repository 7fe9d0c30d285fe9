package io.edgeflow.formats.hostile;

import io.edgeflow.core.artifact.ExportedModel.Format;

/** Jazzer's target for the reader of ONNX files; see CONTRIBUTING.md. */
public final class OnnxFuzzer {
  private static final FuzzedFile FILE = new FuzzedFile(Format.ONNX);

  private OnnxFuzzer() {}

  /** Reads what Jazzer made up. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    FILE.read(bytes);
  }
}
