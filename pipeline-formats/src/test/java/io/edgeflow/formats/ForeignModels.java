package io.edgeflow.formats;

import io.edgeflow.core.json.Json;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.read.ImportedModel;
import io.edgeflow.formats.read.ImportedModel.ForeignTensor;
import io.edgeflow.formats.read.ReadOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The files that {@code tools/oracle/make_foreign.py} makes. */
final class ForeignModels {
  private static final int FEW = 2;

  private ForeignModels() {}

  /** The small ones, and those in the folder that {@code -Dforeign} names. */
  static List<Entry> all() {
    List<Entry> all = new ArrayList<>(in(golden(), false));
    String large = System.getProperty("foreign", "");
    if (!large.isEmpty()) {
      all.addAll(in(Path.of(large), true));
    }
    return all;
  }

  static Path golden() {
    try {
      return Path.of(
          Objects.requireNonNull(ForeignModels.class.getResource("/golden/foreign")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static List<Entry> in(Path folder, boolean large) {
    Path index = folder.resolve("index.json");
    try {
      return Json.readMap(Files.readString(index), index).entrySet().stream()
          .map(e -> Entry.of(folder, large, e.getKey(), (Map<?, ?>) e.getValue()))
          .filter(e -> e.file().contains(System.getProperty("foreign.only", "")))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A file with the arrays of one input and one output.
   *
   * @param int8 whether 8-bit files of it are held to the floats
   */
  record Entry(
      Path folder,
      boolean large,
      String file,
      String input,
      String output,
      int classes,
      boolean int8) {
    static Entry of(Path folder, boolean large, String file, Map<?, ?> entry) {
      return new Entry(
          folder,
          large,
          file,
          (String) ((List<?>) entry.get("inputs")).get(0),
          (String) ((List<?>) entry.get("outputs")).get(0),
          (Integer) entry.get("classes"),
          (Boolean) entry.get("int8"));
    }

    boolean isQuantized() {
      return file.contains(".int8.") || file.contains(".qdq.");
    }

    boolean ofImages() {
      return array(input).rank() == 4;
    }

    ImportedModel read() {
      return ModelReader.read(folder.resolve(file), ReadOptions.DEFAULTS);
    }

    /** The model with a batch where the file has a single sample. */
    ImportedModel batched(ImportedModel model) {
      return new ImportedModel(
          model.graph(),
          model.inputs().stream().map(Entry::batched).toList(),
          model.outputs().stream().map(Entry::batched).toList(),
          model.quantization(),
          model.notes());
    }

    private static ForeignTensor batched(ForeignTensor tensor) {
      if (tensor.sizes().contains(ForeignTensor.BATCH)) {
        return tensor;
      }
      List<Integer> sizes = new ArrayList<>(tensor.sizes());
      List<Integer> axes = new ArrayList<>(tensor.axes());
      sizes.set(0, ForeignTensor.BATCH);
      axes.set(0, 0);
      return new ForeignTensor(tensor.name(), tensor.type(), sizes, axes);
    }

    int rows() {
      return array(output).dim(0);
    }

    /** As many as the reference runtime has time for. */
    int fewRows() {
      return large ? FEW : rows();
    }

    List<Tensor> inputs(int from, int rows) {
      return List.of(part(array(input), rows() == array(input).dim(0) ? 0 : 1, from, rows));
    }

    List<Tensor> outputs(int rows) {
      return List.of(part(array(output), 0, 0, rows));
    }

    private Tensor array(String name) {
      return Golden.array(folder.resolve(name + ".npy"));
    }

    /** Some of the samples that lie along an axis. */
    private static Tensor part(Tensor whole, int axis, int from, int rows) {
      int[] dims = whole.dims();
      int outer = axis == 0 ? 1 : dims[0];
      int all = dims[axis];
      dims[axis] = rows;
      int each = whole.size() / outer / all * whole.type().bytes();
      ByteBuffer bytes =
          ByteBuffer.allocateDirect(outer * rows * each).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < outer; i++) {
        bytes.put(whole.bytes().slice((i * all + from) * each, rows * each));
      }
      return Tensor.wrap(whole.type(), dims, bytes.flip());
    }

    @Override
    public String toString() {
      return file;
    }
  }
}
