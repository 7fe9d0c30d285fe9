package io.edgeflow.train.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import com.sun.jna.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class PyTorchTest {
  @Test
  void the_engine_is_told_to_stay_offline_and_to_send_nothing_home() {
    Engine engine = PyTorch.withThreads(1);

    assertThat(System.getProperty("ai.djl.offline")).isEqualTo("true");
    assertThat(System.getProperty("OPT_OUT_TRACKING")).isEqualTo("true");
    assertThat(PyTorch.version(engine)).matches("PyTorch \\d+\\.\\d+\\.\\d+");
  }

  @Test
  void the_calling_thread_gets_the_wanted_number_of_threads_each_time() {
    for (int threads : new int[] {2, 1, 3, 1}) {
      PyTorch.withThreads(threads);

      assertThat(JniUtils.getNumThreads()).isEqualTo(threads);
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void waiting_threads_soon_sleep_unless_the_environment_says_otherwise() {
    PyTorch.withThreads(1);

    String spins = Function.getFunction("c", "getenv").invokeString(spinsName(), false);
    String wanted = System.getenv("GOMP_SPINCOUNT");
    boolean chosen = System.getenv("OMP_WAIT_POLICY") != null;
    assertThat(spins).isEqualTo(wanted != null || chosen ? wanted : "5000");
  }

  private static Object[] spinsName() {
    return new Object[] {"GOMP_SPINCOUNT"};
  }
}
