package io.edgeflow.formats.hostile;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.formats.onnx.read.OnnxReader;
import io.edgeflow.formats.read.ReadOptions;
import io.edgeflow.formats.tflite.read.TfliteReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes that a fuzzer made up, read as a model file; all but the one error is a finding. */
final class FuzzedFile {
  private final Format format;
  private final Path file;

  FuzzedFile(Format format) {
    this.format = format;
    try {
      file = Files.createTempDirectory("fuzz").resolve("fuzzed.model");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void read(byte[] bytes) {
    try {
      // A new file each time: the one before may still be mapped.
      Files.deleteIfExists(file);
      Files.write(file, bytes);
      switch (format) {
        case ONNX -> OnnxReader.read(file, ReadOptions.DEFAULTS);
        case TFLITE -> TfliteReader.read(file, ReadOptions.DEFAULTS);
      }
    } catch (PipelineException e) {
      if (!String.valueOf(e.getMessage()).contains(file.toString())) {
        throw new IllegalStateException("An error that does not name the file", e);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
