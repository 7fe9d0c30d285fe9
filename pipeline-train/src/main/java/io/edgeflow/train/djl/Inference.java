package io.edgeflow.train.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.edgeflow.core.graph.ModelGraph;
import java.nio.ByteBuffer;

/** A graph in evaluation mode. Not thread-safe; owns native memory until closed. */
public final class Inference implements AutoCloseable {
  private final NDManager manager;
  private final GraphBlock block;
  private final int threads;
  private final String version;

  /** Loads a graph for use with the given number of threads. */
  public Inference(ModelGraph graph, int threads) {
    var engine = PyTorch.withThreads(threads);
    this.threads = threads;
    this.version = PyTorch.version(engine);
    this.manager = engine.newBaseManager();
    this.block = new GraphBlock(graph, manager);
  }

  /** The engine and its version. */
  public String version() {
    return version;
  }

  /**
   * The scores of a batch.
   *
   * @param features direct, float32 in native order, {@code dims} elements; not changed
   * @param dims {@code [batch, height, width, channels]} or {@code [batch, features]}
   * @return {@code [batch, classes]}, row after row
   */
  public float[] scores(ByteBuffer features, int... dims) {
    PyTorch.withThreads(threads);
    return scores(block, manager, features, dims);
  }

  @Override
  public void close() {
    manager.close();
  }

  static float[] scores(GraphBlock block, NDManager manager, ByteBuffer features, int... dims) {
    try (NDManager batch = manager.newSubManager()) {
      NDArray input = input(batch, features, dims);
      return block
          .forward(new ParameterStore(batch, false), new NDList(input), false)
          .singletonOrThrow()
          .toFloatArray();
    }
  }

  static NDArray input(NDManager batch, ByteBuffer features, int... dims) {
    long[] shape = new long[dims.length];
    for (int i = 0; i < dims.length; i++) {
      shape[i] = dims[i];
    }
    return batch.create(features, new Shape(shape), DataType.FLOAT32);
  }
}
