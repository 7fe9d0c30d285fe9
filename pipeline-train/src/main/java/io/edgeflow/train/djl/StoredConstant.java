package io.edgeflow.train.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.stream.IntStream;

/** A constant of the graph in the engine's memory, which Java reads and writes without a copy. */
final class StoredConstant {
  private static final int ALIGNMENT = 64;

  private final Constant initial;
  private final ConstantLayout layout;
  private final FloatBuffer memory;
  private final NDArray array;

  StoredConstant(Constant initial, ConstantLayout layout, NDManager manager) {
    this.initial = initial;
    this.layout = layout;
    ByteBuffer bytes = allocate(initial.value().size() * Float.BYTES);
    this.memory = bytes.asFloatBuffer();
    this.array = manager.create(bytes, layout.shape(), DataType.FLOAT32);
    write(layout.toMemory(initial.value().toFloats()));
  }

  NDArray array() {
    return array;
  }

  Constant.Kind kind() {
    return initial.kind();
  }

  /** The values in memory order. */
  float[] read() {
    float[] values = new float[memory.capacity()];
    memory.get(0, values);
    return values;
  }

  /** Replaces the values, given in memory order. */
  void write(float[] values) {
    memory.put(0, values);
  }

  /** The positions in memory order that the pruning mask holds at zero. */
  int[] pruned() {
    return initial.pruningMask().map(this::pruned).orElseGet(() -> new int[0]);
  }

  /** The constant with its present values. */
  Constant toConstant() {
    return initial.withValue(Tensor.of(initial.value().dims(), layout.toLogical(read())));
  }

  private int[] pruned(Tensor mask) {
    byte[] bytes = mask.toBytes();
    float[] logical = new float[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      logical[i] = bytes[i];
    }
    float[] inMemory = layout.toMemory(logical);
    return IntStream.range(0, inMemory.length).filter(i -> inMemory[i] == 0).toArray();
  }

  private static ByteBuffer allocate(int bytes) {
    // An aligned slice loses up to one unit at either end.
    return ByteBuffer.allocateDirect(bytes + 2 * ALIGNMENT)
        .alignedSlice(ALIGNMENT)
        .slice(0, bytes)
        .order(ByteOrder.nativeOrder());
  }
}
