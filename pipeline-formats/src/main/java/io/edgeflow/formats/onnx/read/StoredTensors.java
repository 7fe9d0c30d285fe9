package io.edgeflow.formats.onnx.read;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * The tensors of an ONNX file, whichever way their elements are stored. Floats of any width become
 * FLOAT32. Nothing is allocated that the file does not hold.
 */
final class StoredTensors {
  private static final int MOST_AXES = 16;

  private final Path file;
  private final ExternalData external;

  StoredTensors(Path file) {
    this.file = file;
    this.external = new ExternalData(file);
  }

  /**
   * A tensor of the file.
   *
   * @throws PipelineException if its elements are not those that its shape and type say, or of a
   *     type that no operator of the graph reads
   */
  Tensor read(TensorProto proto) {
    StoredType type =
        StoredType.of(proto.getDataType())
            .orElseThrow(
                () ->
                    malformed(
                        proto,
                        "Edgeflow does not compute with its element type",
                        StoredType.word(proto.getDataType()),
                        "floats, int8 to int64, uint8, bool"));
    int[] dims = dims(proto);
    long elements = elements(proto, dims, type);
    long bytes = elements * type.bytes();
    if (proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
      return type.tensor(dims, external.bytes(proto, (int) bytes));
    }
    if (proto.hasRawData()) {
      ByteString raw = proto.getRawData();
      requireCount(proto, bytes, raw.size(), "bytes");
      return type.tensor(dims, raw.asReadOnlyByteBuffer());
    }
    requireCount(proto, elements, type.listed(proto), "elements");
    ByteBuffer listed = ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < elements; i++) {
      type.put(proto, i, listed);
    }
    return type.tensor(dims, listed.flip());
  }

  private int[] dims(TensorProto proto) {
    boolean fits =
        proto.getDimsCount() <= MOST_AXES
            && proto.getDimsList().stream().allMatch(dim -> dim >= 0 && dim <= Integer.MAX_VALUE);
    if (!fits || proto.hasSegment()) {
      throw malformed(
          proto,
          "It has no shape that a tensor can have",
          proto.getDimsCount() <= MOST_AXES ? proto.getDimsList() : "too many axes",
          "at most " + MOST_AXES + " axes, each of 0 to " + Integer.MAX_VALUE);
    }
    return proto.getDimsList().stream().mapToInt(Long::intValue).toArray();
  }

  private long elements(TensorProto proto, int[] dims, StoredType type) {
    long bytes = Math.max(type.bytes(), type.type().bytes());
    long elements = 1;
    for (int dim : dims) {
      bytes = Math.min(bytes * Math.max(1, dim), 1L + Integer.MAX_VALUE);
      elements *= bytes > Integer.MAX_VALUE ? 1 : dim;
    }
    if (bytes > Integer.MAX_VALUE) {
      throw malformed(
          proto,
          "Its shape says more than any tensor holds",
          proto.getDimsList(),
          Integer.MAX_VALUE + " bytes");
    }
    return elements;
  }

  private void requireCount(TensorProto proto, long expected, long found, String unit) {
    if (expected != found) {
      throw malformed(
          proto,
          "Its elements are not those of its shape",
          found + " " + unit,
          expected + " " + unit + " of " + proto.getDimsList());
    }
  }

  private PipelineException malformed(TensorProto proto, String what, Object found, Object limit) {
    return PipelineException.failed("A tensor of the ONNX file cannot be read: " + what)
        .found(found)
        .limit(limit)
        .where(file + ", tensor " + proto.getName())
        .remedy("save the model anew")
        .build();
  }
}
