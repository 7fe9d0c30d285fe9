package io.edgeflow.train.djl;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.jni.JniUtils;
import io.edgeflow.core.error.PipelineException;

/**
 * Starts the PyTorch engine from the natives on the class path, without ever looking at the
 * network, and sets its threads. The engine unpacks its natives once into {@code ~/.djl.ai}.
 *
 * <p>Another process that wants the same cores can slow training down many times over while
 * PyTorch's threads spin for each other. {@code OMP_WAIT_POLICY=passive} in the environment, which
 * the launcher sets, lets them sleep instead; no program can set it for itself.
 */
final class PyTorch {
  private PyTorch() {}

  /**
   * The engine, with the calling thread's work spread over the given threads. The number of threads
   * decides the order of sums, so the same seed gives other weights with another number.
   *
   * @throws PipelineException if the natives cannot be loaded
   */
  static synchronized Engine withThreads(int threads) {
    setDefault("ai.djl.offline", "true");
    setDefault("OPT_OUT_TRACKING", "true");
    setDefault("ai.djl.pytorch.graph_optimizer", "false");
    setDefault("ai.djl.pytorch.num_interop_threads", "1");
    setDefault("ai.djl.pytorch.num_threads", Integer.toString(threads));
    try {
      Engine engine = Engine.getEngine("PyTorch");
      JniUtils.setNumThreads(threads);
      return engine;
    } catch (EngineException e) {
      throw PipelineException.failed("The training engine does not start")
          .where(System.getProperty("os.name") + " " + System.getProperty("os.arch"))
          .remedy("run edgeflow doctor; it names what is missing")
          .cause(e)
          .build();
    }
  }

  /** The engine's name and version; starts it. */
  static String version(Engine engine) {
    return engine.getEngineName() + " " + engine.getVersion();
  }

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
