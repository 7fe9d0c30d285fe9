package io.edgeflow.formats.tflite;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.formats.tflite.TfliteRuntime.Kernels;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.BuiltinOpResolver;
import org.bytedeco.tensorflowlite.BuiltinOpResolverWithoutDefaultDelegates;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;
import org.bytedeco.tensorflowlite.OpResolver;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/** A model in LiteRT's memory, ready to run. Not thread-safe. */
final class LiteRt implements AutoCloseable {
  private final Path file;
  private final BytePointer bytes;
  private final FlatBufferModel model;
  private final OpResolver resolver;
  private final Interpreter interpreter;
  private final boolean delegated;

  private LiteRt(
      Path file, BytePointer bytes, FlatBufferModel model, int threads, Kernels kernels) {
    this.file = file;
    this.bytes = bytes;
    this.model = model;
    this.resolver =
        kernels == Kernels.FASTEST
            ? new BuiltinOpResolver()
            : new BuiltinOpResolverWithoutDefaultDelegates();
    this.interpreter = new Interpreter((Pointer) null);
    this.delegated = prepare(threads);
  }

  /**
   * Loads a file.
   *
   * @param content its bytes, which were checked: LiteRT runs many a damaged file
   * @throws PipelineException if the runtime refuses it
   */
  static LiteRt load(Path file, byte[] content, int threads, Kernels kernels) {
    // The interpreter reads from these bytes for as long as it lives.
    BytePointer bytes = new BytePointer(content.length).put(content, 0, content.length);
    FlatBufferModel model = FlatBufferModel.VerifyAndBuildFromBuffer(bytes, content.length);
    if (model == null) {
      bytes.close();
      throw refusal(file, "the file does not verify");
    }
    return new LiteRt(file, bytes, model, threads, kernels);
  }

  /** The interpreter, whose tensors are allocated. */
  Interpreter interpreter() {
    if (interpreter.isNull()) {
      throw new IllegalStateException("The runtime of " + file + " is closed");
    }
    return interpreter;
  }

  void invoke() {
    if (interpreter.Invoke() != tensorflowlite.kTfLiteOk) {
      throw PipelineException.failed("LiteRT failed").where(file).build();
    }
  }

  /** Its version and kernels, for example {@code LiteRT 2.20.0 with XNNPACK}. */
  String runtime() {
    String version = tensorflowlite.TfLiteVersion().getString();
    return "LiteRT " + version + (delegated ? " with XNNPACK" : " with built-in kernels");
  }

  /** Closes it; the error to throw then. */
  PipelineException refused(String found) {
    close();
    return refusal(file, found);
  }

  @Override
  public void close() {
    interpreter.close();
    resolver.close();
    model.close();
    bytes.close();
  }

  /** Builds the interpreter; gives whether a delegate took nodes over. */
  private boolean prepare(int threads) {
    LiteRtLog.warningsOnly();
    try (InterpreterBuilder builder = new InterpreterBuilder(model, resolver)) {
      builder.SetNumThreads(threads);
      if (builder.apply(interpreter) != tensorflowlite.kTfLiteOk) {
        throw refused("the graph cannot be built");
      }
    }
    long nodes = interpreter.nodes_size();
    if (interpreter.AllocateTensors() != tensorflowlite.kTfLiteOk) {
      throw refused("the tensors cannot be allocated");
    }
    return interpreter.nodes_size() > nodes;
  }

  private static PipelineException refusal(Path file, String found) {
    return PipelineException.failed("LiteRT refuses the model").found(found).where(file).build();
  }
}
