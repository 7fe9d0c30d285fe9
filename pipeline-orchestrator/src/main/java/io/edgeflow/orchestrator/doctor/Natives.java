package io.edgeflow.orchestrator.doctor;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/** Loads each native library once and asks for its version. */
final class Natives {
  private static final String REMEDY =
      "build on this machine again (rm -rf target/edgeflow, then ./edgeflow doctor); there are"
          + " libraries for linux-x86_64, linux-aarch64 and macOS arm64";

  private Natives() {}

  static List<Finding> inspect() {
    return List.of(
        load("PyTorch", "training", () -> Engine.getEngine("PyTorch").getVersion()),
        load("ONNX Runtime", "ONNX files", Natives::onnxRuntime),
        load("LiteRT", "TFLite files", () -> tensorflowlite.TfLiteVersion().getString()),
        load("DuckDB", "data quality", Natives::duckDb));
  }

  /** The libraries are asked for by code of others, which throws Errors when one is not there. */
  private static Finding load(String name, String purpose, Callable<String> version) {
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
