package io.edgeflow.data.source;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.numeric.KeyedRandom;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.data.archive.Archive;
import io.edgeflow.data.archive.ArrayFiles;
import io.edgeflow.data.archive.SyntheticFiles;
import io.edgeflow.data.source.SyntheticProvider.Kind;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Samples that a seed makes: two arrays in the form IDX, see {@link SyntheticFiles}. */
record SyntheticSource(
    String name,
    Kind kind,
    List<Integer> shape,
    List<String> classes,
    Samples generator,
    int rows,
    int seed,
    long maxBytes)
    implements DataSource {
  private static final int BYTE = 0x08;
  private static final int FLOAT = 0x0D;

  @Override
  public String origin() {
    return "synthetic " + kind.id() + ", seed " + seed;
  }

  @Override
  public LandedSource.Format format() {
    return LandedSource.Format.ARCHIVE;
  }

  @Override
  public Optional<FeatureKind> samples() {
    return Optional.of(kind.samples());
  }

  @Override
  public Path fetch(Path target, RunContext context) {
    requireSmall();
    Path features = target.resolveSibling(target.getFileName() + "-features");
    Path labels = target.resolveSibling(target.getFileName() + "-labels");
    try {
      try (DataOutputStream values = out(features);
          DataOutputStream truths = out(labels)) {
        write(values, truths, context);
      }
      return Archive.write(
          target,
          new SyntheticFiles(kind.samples(), names()),
          new TreeMap<>(Map.of(ArrayFiles.FEATURES, features, ArrayFiles.LABELS, labels)),
          bytes -> {},
          context);
    } catch (IOException e) {
      throw failed("cannot be written").found(e).remedy("make room on the disk").cause(e).build();
    }
  }

  private void requireSmall() {
    long width = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    long bytes = Math.multiplyExact(rows, width * (kind == Kind.IMAGES ? 1 : Float.BYTES));
    if (bytes > maxBytes) {
      throw failed("is too large")
          .found(bytes + " bytes")
          .limit(maxBytes + " bytes")
          .remedy("raise its max_mb, or make rows or shape smaller")
          .build();
    }
  }

  private PipelineException.Builder failed(String what) {
    return PipelineException.failed("The source \"" + name + "\" " + what).where(origin());
  }

  private List<String> names() {
    List<String> names = new ArrayList<>(kind == Kind.IMAGES ? List.of() : List.of("normal"));
    names.addAll(classes);
    return names;
  }

  private static DataOutputStream out(Path file) throws IOException {
    return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
  }

  private void write(DataOutputStream values, DataOutputStream truths, RunContext context)
      throws IOException {
    boolean images = kind == Kind.IMAGES;
    begin(values, images ? BYTE : FLOAT, shape);
    begin(truths, BYTE, List.of());
    float[] sample = new float[shape.stream().reduce(1, Math::multiplyExact)];
    for (int row = 0; row < rows; row++) {
      context.check();
      truths.writeByte(generator.draw(row, KeyedRandom.of(seed, row), sample));
      for (float value : sample) {
        if (images) {
          values.writeByte((int) value);
        } else {
          values.writeFloat(value);
        }
      }
    }
  }

  private void begin(DataOutputStream out, int type, List<Integer> sizes) throws IOException {
    out.writeShort(0);
    out.writeByte(type);
    out.writeByte(sizes.size() + 1);
    out.writeInt(rows);
    for (int size : sizes) {
      out.writeInt(size);
    }
  }
}
