package io.edgeflow.train.djl;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.jni.JniUtils;
import com.sun.jna.Function;
import com.sun.jna.Platform;
import io.edgeflow.core.error.PipelineException;
import java.util.Arrays;
import java.util.Map;

/**
 * Starts the PyTorch engine from the natives on the class path, without ever looking at the
 * network, and sets its threads. The engine unpacks its natives once into {@code ~/.djl.ai}.
 *
 * <p>PyTorch's threads are told to sleep while they wait for each other ({@code
 * OMP_WAIT_POLICY=passive}), unless the environment says how they shall wait. Left to themselves
 * they spin, which is a little faster on an idle machine and many times slower as soon as another
 * process wants the same cores.
 */
final class PyTorch {
  /** As fast as many more on idle cores, and no slower than none beside two busy processes. */
  private static final String SPINS = "5000";

  private PyTorch() {}

  /**
   * The engine, with the calling thread's work spread over the given threads. The number of threads
   * decides the order of sums, so the same seed gives other weights with another number.
   *
   * @throws PipelineException if the natives cannot be loaded
   */
  static synchronized Engine withThreads(int threads) {
    letWaitingThreadsSleep();
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

  /** What the engine could not compute, with the input's dimensions. */
  static PipelineException refused(EngineException cause, int... dims) {
    return PipelineException.failed("The training engine refused a batch")
        .found("input " + Arrays.toString(dims))
        .remedy("see the cause")
        .cause(cause)
        .build();
  }

  /**
   * Lets threads that wait for each other look for a moment and then sleep. Left alone they look on
   * for long, and with another process on their cores a step takes ten times as long. The OpenMP
   * runtime reads the process's environment once, when its library is loaded.
   */
  private static void letWaitingThreadsSleep() {
    Map<String, String> environment = System.getenv();
    if (!Platform.isWindows() && !environment.containsKey("OMP_WAIT_POLICY")) {
      int onlyIfUnset = 0;
      Object[] arguments = {"GOMP_SPINCOUNT", SPINS, onlyIfUnset};
      Function.getFunction("c", "setenv").invokeInt(arguments);
    }
  }

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
