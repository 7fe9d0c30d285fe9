package io.edgeflow.formats.convert;

import io.edgeflow.core.dataset.NpyRows;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.read.ImportedModel;
import io.edgeflow.formats.read.ImportedModel.ForeignTensor;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The rows of {@code .npy} files, one for each input of a model; the first axis of each counts
 * rows. Unsigned bytes are pixels, which are brought to 0 to 1 and normalized; other numbers are
 * taken as they are unless a normalization says otherwise.
 */
public final class NpySamples implements Samples {
  private record File(Path path, NpyRows rows, InputRows input, InputRows.Layout layout) {}

  private final List<File> files;

  private NpySamples(List<File> files) {
    this.files = files;
  }

  /** The file for the only input of a model. */
  public static Samples.Source of(Path file, Normalization normalization) {
    return model -> {
      List<String> names = names(model);
      if (names.size() != 1) {
        throw misnamed(names, "one file", "--calibrate " + file);
      }
      return open(model, Map.of(names.get(0), file), normalization);
    };
  }

  /** A file for each input, by its name in the model file or the graph. */
  public static Samples.Source of(Map<String, Path> byInput, Normalization normalization) {
    return model -> open(model, byInput, normalization);
  }

  /**
   * One sample of an input, from a file of that alone.
   *
   * @return in the order of memory
   * @throws PipelineException if the file does not hold one, or a value is not finite
   */
  public static float[] one(Path file, InputRows input) {
    try (NpyRows array = NpyRows.open(file)) {
      List<Integer> dims = array.dims();
      boolean batch = dims.size() > input.sample().length && dims.get(0) == 1;
      InputRows.Layout layout = input.layout(batch ? dims.subList(1, dims.size()) : dims, file);
      ByteBuffer elements = array.read(0, dims.isEmpty() ? 1 : dims.get(0));
      return layout.sample(elements, array.type(), 0, file);
    }
  }

  private static NpySamples open(
      ImportedModel model, Map<String, Path> byInput, Normalization normalization) {
    List<String> names = names(model);
    if (!byInput.keySet().equals(Set.copyOf(names))) {
      throw misnamed(names, "files for " + byInput.keySet(), "--calibrate");
    }
    List<File> files = new ArrayList<>();
    try {
      for (int i = 0; i < names.size(); i++) {
        Path path = Objects.requireNonNull(byInput.get(names.get(i)));
        files.add(open(path, new InputRows(model, i, normalization)));
      }
      requireEqualRows(files);
      return new NpySamples(files);
    } catch (PipelineException e) {
      files.forEach(file -> file.rows().close());
      throw e;
    }
  }

  private static File open(Path path, InputRows input) {
    NpyRows rows = NpyRows.open(path);
    try {
      List<Integer> dims = rows.dims();
      InputRows.Layout layout =
          input.layout(dims.subList(Math.min(1, dims.size()), dims.size()), path);
      if (dims.isEmpty() || dims.get(0) == 0) {
        throw PipelineException.failed("The file has no rows").found(dims).where(path).build();
      }
      return new File(path, rows, input, layout);
    } catch (PipelineException e) {
      rows.close();
      throw e;
    }
  }

  private static void requireEqualRows(List<File> files) {
    for (File file : files) {
      if (!file.rows().dims().get(0).equals(files.get(0).rows().dims().get(0))) {
        throw PipelineException.failed("The files have different rows")
            .found(file.rows().dims().get(0) + " rows of input " + file.input().name())
            .limit(files.get(0).rows().dims().get(0) + " of " + files.get(0).input().name())
            .where(file.path())
            .build();
      }
    }
  }

  private static List<String> names(ImportedModel model) {
    return model.inputs().stream().map(ForeignTensor::name).toList();
  }

  private static PipelineException misnamed(List<String> names, String found, String where) {
    return PipelineException.config("The rows are not those of the model's inputs")
        .found(found)
        .limit("inputs " + names)
        .where(where)
        .remedy("give --calibrate NAME=FILE.npy for each input")
        .build();
  }

  @Override
  public int rows() {
    return files.get(0).rows().dims().get(0);
  }

  @Override
  public List<Tensor> batch(int from, int to) {
    return files.stream().map(file -> batch(file, from, to)).toList();
  }

  private static Tensor batch(File file, int from, int to) {
    ByteBuffer elements = file.rows().read(from, to);
    int size = file.input().size();
    List<float[]> samples = new ArrayList<>();
    for (int row = from; row < to; row++) {
      Object where = file.path() + ", row " + row;
      samples.add(file.layout().sample(elements, file.rows().type(), (row - from) * size, where));
    }
    return file.input().batch(samples);
  }

  @Override
  public void close() {
    files.forEach(file -> file.rows().close());
  }
}
