package io.edgeflow.orchestrator.training;

import io.edgeflow.core.config.ConfigBuilder;
import io.edgeflow.core.dataset.NpyWriter;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.data.DataConfig;
import io.edgeflow.data.source.ArraysProvider;
import io.edgeflow.data.source.DataSource;
import io.edgeflow.data.table.ClassesConfig;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Rows in memory with the number of the class of each, which the data stage reads as the arrays
 * that they are written to.
 */
final class MemoryRows implements TrainingRows {
  private static final String ROWS = "rows";
  private static final String LABELS = "labels";

  private final float[][] rows;
  private final int[] labels;
  private final int classes;

  /**
   * Refuses what is no table of finite numbers with a class each.
   *
   * @param classes how many there are
   */
  MemoryRows(float[][] rows, int[] labels, int classes) {
    requireSizes(rows, labels);
    requireClasses(labels, classes);
    int width = rows[0].length;
    for (int row = 0; row < rows.length; row++) {
      if (rows[row].length != width) {
        throw PipelineException.failed("A row has another length than the first")
            .found(rows[row].length + " numbers")
            .limit(width + " numbers")
            .where(ROWS + "[" + row + "]")
            .remedy("give every row the same number of numbers")
            .build();
      }
      for (int i = 0; i < width; i++) {
        requireFinite(rows[row][i], row, i);
      }
    }
    this.rows = rows;
    this.labels = labels;
    this.classes = classes;
  }

  private static void requireSizes(float[][] rows, int[] labels) {
    if (rows.length == 0 || rows[0].length == 0) {
      throw PipelineException.failed("There are no numbers to train on")
          .found(rows.length == 0 ? "no rows" : "rows without numbers")
          .remedy("give some dozen rows of each class at least")
          .build();
    }
    if (labels.length != rows.length) {
      throw PipelineException.failed("There is not one label for each row")
          .found(labels.length + " labels")
          .limit(rows.length + " rows")
          .remedy("give rows and labels of the same samples, in the same order")
          .build();
    }
  }

  private static void requireClasses(int[] labels, int classes) {
    boolean[] seen = new boolean[Math.max(0, classes)];
    for (int row = 0; row < labels.length; row++) {
      if (labels[row] < 0 || labels[row] >= classes) {
        throw PipelineException.failed("A label is no class")
            .found(labels[row])
            .limit("0 to " + (classes - 1))
            .where(LABELS + "[" + row + "]")
            .remedy("number the classes from 0")
            .build();
      }
      seen[labels[row]] = true;
    }
    for (int label = 0; label < classes; label++) {
      if (!seen[label]) {
        throw PipelineException.failed("A class has no row")
            .found("no label " + label)
            .limit("0 to " + (classes - 1) + ", each some dozen times")
            .where(LABELS)
            .remedy("number the classes from 0 without gaps")
            .build();
      }
    }
  }

  private static void requireFinite(float value, int row, int i) {
    if (!Float.isFinite(value)) {
      throw PipelineException.failed("A number is not finite")
          .found(value)
          .where(ROWS + "[" + row + "][" + i + "]")
          .remedy("leave the row out, or put a number in its place")
          .build();
    }
  }

  @Override
  public void addTo(ConfigBuilder<WorkflowConfig> config, Path scratch, List<Integer> shape) {
    Path features = scratch.resolve("features.npy");
    Path classesOf = scratch.resolve("labels.npy");
    try (NpyWriter out = new NpyWriter(features, ElementType.FLOAT32, dims(shape))) {
      for (float[] row : rows) {
        out.append(row);
      }
    } catch (IOException e) {
      throw notWritten(features, e);
    }
    try (NpyWriter out = new NpyWriter(classesOf, ElementType.INT32)) {
      for (int label : labels) {
        out.append(label);
      }
    } catch (IOException e) {
      throw notWritten(classesOf, e);
    }
    config.add(
        DataConfig.SOURCES,
        source ->
            source
                .set(DataSource.NAME, "memory")
                .set(DataSource.TYPE, new ArraysProvider())
                .set(ArraysProvider.FEATURES, features)
                .set(ArraysProvider.LABELS, classesOf));
    config.set(ClassesConfig.CLASSES, classes);
  }

  @Override
  public String words() {
    return rows.length + " rows of " + rows[0].length + " numbers, " + classes + " classes";
  }

  private int[] dims(List<Integer> shape) {
    int[] dims =
        shape.isEmpty()
            ? new int[] {rows[0].length}
            : shape.stream().mapToInt(Integer::intValue).toArray();
    long size = Arrays.stream(dims).asLongStream().reduce(1, Math::multiplyExact);
    if (size != rows[0].length) {
      throw PipelineException.failed("The rows do not fit their shape")
          .found(rows[0].length + " numbers a row")
          .limit(size + ", as the shape " + shape + " has")
          .remedy("correct the shape, or the rows")
          .build();
    }
    return dims;
  }

  private static PipelineException notWritten(Path file, IOException cause) {
    return PipelineException.failed("The rows cannot be written aside")
        .where(file)
        .remedy("make room in the folder for temporary files")
        .cause(cause)
        .build();
  }
}
