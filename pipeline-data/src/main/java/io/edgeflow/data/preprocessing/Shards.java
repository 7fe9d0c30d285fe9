package io.edgeflow.data.preprocessing;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.dataset.NpyWriter;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.data.engine.WorkFolder;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows of one kind in {@code .npy} files of bounded size. */
final class Shards implements Closeable {
  private static final int HEADER_BYTES = 128;

  private final WorkFolder folder;
  private final String name;
  private final ElementType type;
  private final int[] rowDims;
  private final int rowsAShard;
  private final List<Path> files = new ArrayList<>();
  private @Nullable NpyWriter writer;

  /**
   * Starts empty.
   *
   * @param name for example {@code train.features}; file {@code i} is {@code train.features.i.npy}
   * @param maxBytes largest file
   * @param rowDims the shape of one row; empty for a vector
   */
  Shards(WorkFolder folder, String name, ElementType type, long maxBytes, int... rowDims) {
    this.folder = folder;
    this.name = name;
    this.type = type;
    this.rowDims = rowDims.clone();
    long rowBytes = IntStream.of(rowDims).asLongStream().reduce(type.bytes(), Math::multiplyExact);
    this.rowsAShard = (int) Math.max(1, (maxBytes - HEADER_BYTES) / rowBytes);
  }

  void append(float[] row) throws IOException {
    next().append(row);
  }

  void append(byte[] row) throws IOException {
    next().append(row);
  }

  void append(int value) throws IOException {
    next().append(value);
  }

  private NpyWriter next() throws IOException {
    NpyWriter current = writer;
    if (current == null || current.rows() == rowsAShard) {
      close();
      Path file = folder.file(name + "." + files.size() + ".npy");
      files.add(file);
      current = new NpyWriter(file, type, rowDims);
      writer = current;
    }
    return current;
  }

  /** Ends the last file. */
  @Override
  public void close() throws IOException {
    if (writer != null) {
      writer.close();
      writer = null;
    }
  }

  List<Artifact> store(ArtifactStore store) {
    return files.stream()
        .map(file -> store.take(String.valueOf(file.getFileName()), file))
        .toList();
  }
}
