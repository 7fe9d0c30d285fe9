package io.edgeflow.orchestrator.doctor;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import io.edgeflow.core.thread.Interrupts;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/** Loads each native library once and asks for its version. */
final class Natives {
  private static final String REMEDY =
      "build on this machine again (rm -rf target/edgeflow, then ./edgeflow doctor); there are"
          + " libraries for linux-x86_64, linux-aarch64 and macOS arm64";

  private static final long STACK_BYTES = 16L << 20;

  private Natives() {}

  /** All at once, because each spends most of its time waiting for its files. */
  static List<Finding> inspect() {
    List<FutureTask<Finding>> asked =
        List.of(
            load("PyTorch", "training", () -> Engine.getEngine("PyTorch").getVersion()),
            load("ONNX Runtime", "ONNX files", Natives::onnxRuntime),
            load("LiteRT", "TFLite files", () -> tensorflowlite.TfLiteVersion().getString()),
            load("DuckDB", "data quality", Natives::duckDb));
    return asked.stream().map(Natives::answer).toList();
  }

  /** On a large stack: what libraries do when they are loaded has overflowed the usual one. */
  private static FutureTask<Finding> load(String name, String purpose, Callable<String> version) {
    FutureTask<Finding> task = new FutureTask<>(() -> loaded(name, purpose, version));
    Thread thread = new Thread(null, task, "doctor-" + name, STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  private static Finding answer(FutureTask<Finding> task) {
    try {
      return task.get();
    } catch (InterruptedException e) {
      throw Interrupts.restored(e, "Interrupted while libraries load");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The libraries are asked for by code of others, which throws Errors when one is not there. */
  private static Finding loaded(String name, String purpose, Callable<String> version) {
    try {
      return Finding.ok(name, version.call() + " loads (" + purpose + ")");
    } catch (Exception | LinkageError e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      return Finding.missing(name, "does not load: " + why.lines().findFirst().orElse(""), REMEDY);
    }
  }

  /** DJL's engine comes first, or it refuses to set up its threads later. */
  private static String onnxRuntime() {
    Engine engine = Engine.getEngine("OnnxRuntime");
    return engine == null ? "" : OrtEnvironment.getEnvironment().getVersion();
  }

  private static String duckDb() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet version = statement.executeQuery("select version()")) {
      version.next();
      return version.getString(1);
    }
  }
}
