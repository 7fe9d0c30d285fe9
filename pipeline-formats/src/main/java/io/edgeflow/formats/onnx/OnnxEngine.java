package io.edgeflow.formats.onnx;

import ai.djl.engine.Engine;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.thread.Interrupts;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * DJL's ONNX Runtime engine. It must come before any direct use of ONNX Runtime in a process.
 *
 * <p>While it starts, ONNX Runtime 1.29 matches the process's whole command line against a regular
 * expression that recurses once a character: with a class path of some 4,000 characters the stack
 * of an ordinary thread overflows and the process dies. So it is started on a thread with room.
 */
final class OnnxEngine {
  static final String NAME = "OnnxRuntime";
  private static final long STACK_BYTES = 512L << 20;

  private static boolean started;

  private OnnxEngine() {}

  /** Starts the engine once. */
  static synchronized void require() {
    if (!started) {
      start();
      started = true;
    }
  }

  private static void start() {
    FutureTask<Engine> task = new FutureTask<>(() -> Engine.getEngine(NAME));
    new Thread(null, task, "edgeflow-onnx-start", STACK_BYTES).start();
    try {
      task.get();
    } catch (ExecutionException e) {
      throw PipelineException.failed("ONNX Runtime does not start").cause(e).build();
    } catch (InterruptedException e) {
      throw Interrupts.restored(e, "Interrupted while ONNX Runtime started");
    }
  }
}
