package io.edgeflow.deploy;

import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.baseline.Summaries;
import io.edgeflow.core.dataset.Npy;
import io.edgeflow.core.dataset.NpyWriter;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.file.FileTree;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.deploy.batch.Rows;
import io.edgeflow.deploy.serving.Answers;
import io.edgeflow.deploy.serving.LoadedModel;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.IntStream;

/** What the shipped file answers to the rows of a split, in a file of its own until closed. */
final class ShippedAnswers implements AutoCloseable {
  private final Path folder;
  private final Target target;
  private final Npy numbers;

  private ShippedAnswers(Path folder, Target target, Npy numbers) {
    this.folder = folder;
    this.target = target;
    this.numbers = numbers;
  }

  /**
   * Asks a model every row once, as a device would.
   *
   * @param folder empty; gone with these answers
   */
  static ShippedAnswers of(LoadedModel model, Split split, Path folder) {
    Target target = model.config().target();
    Path file = folder.resolve("answers.npy");
    try {
      write(model, split, file);
      return new ShippedAnswers(folder, target, Npy.map(file));
    } catch (RuntimeException e) {
      delete(folder);
      throw e;
    }
  }

  private static void write(LoadedModel model, Split split, Path file) {
    int numbers = model.config().target().answers().size();
    try (NpyWriter out = new NpyWriter(file, ElementType.FLOAT32, numbers)) {
      for (int from = 0; from < split.rows(); from += Rows.BATCH) {
        int to = Math.min(from + Rows.BATCH, split.rows());
        Tensor raw = split.rawRows(IntStream.range(from, to).toArray());
        Answers answers = model.answer(model.prepare(raw)).requireFinite();
        for (int row = 0; row < answers.rows(); row++) {
          out.append(answers.row(row));
        }
      }
    } catch (IOException e) {
      throw PipelineException.failed("Cannot keep the answers").where(file).cause(e).build();
    }
  }

  /** A copy of the answers to some rows. */
  Tensor of(int[] rows) {
    int each = target.answers().size();
    float[] values = new float[Math.multiplyExact(rows.length, each)];
    FloatBuffer all = numbers.data().asFloatBuffer();
    for (int i = 0; i < rows.length; i++) {
      all.get(rows[i] * each, values, i * each, each);
    }
    return Tensor.of(new int[] {rows.length, each}, values);
  }

  /** The reference for drift of the answers. */
  Baseline baseline() {
    return Baseline.of(Summaries.ofAnswer(target), 1, this::rows);
  }

  private Iterator<float[]> rows() {
    FloatBuffer values = numbers.data().asFloatBuffer();
    return IntStream.range(0, numbers.rows())
        .mapToObj(
            row -> {
              float[] answer = new float[target.answers().size()];
              values.get(row * answer.length, answer);
              return answer;
            })
        .iterator();
  }

  @Override
  public void close() {
    delete(folder);
  }

  private static void delete(Path folder) {
    try {
      FileTree.delete(folder);
    } catch (IOException e) {
      throw PipelineException.failed("Cannot clear away the answers")
          .where(folder)
          .cause(e)
          .build();
    }
  }
}
