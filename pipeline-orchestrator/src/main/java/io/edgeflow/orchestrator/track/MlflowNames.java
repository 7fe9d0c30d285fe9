package io.edgeflow.orchestrator.track;

import java.util.regex.Pattern;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.RunTag;

/**
 * Fits names and values to what MLflow takes: keys of letters, digits, {@code _ - . /} and blanks,
 * at most 250 characters; parameter values of at most 6000 and tag values of at most 5000.
 */
final class MlflowNames {
  private static final Pattern FOREIGN = Pattern.compile("[^\\w\\-./ ]");
  private static final int KEY = 250;
  private static final int PARAMETER = 6000;
  private static final int TAG = 5000;

  private MlflowNames() {}

  static String key(String ours) {
    return cut(FOREIGN.matcher(ours).replaceAll("_"), KEY);
  }

  static Param param(String key, String value) {
    return Param.newBuilder().setKey(key(key)).setValue(cut(value, PARAMETER)).build();
  }

  static RunTag tag(String key, String value) {
    return RunTag.newBuilder().setKey(key(key)).setValue(cut(value, TAG)).build();
  }

  static Metric metric(JournalEntry.Measurement entry) {
    return Metric.newBuilder()
        .setKey(key(entry.key()))
        .setValue(entry.value())
        .setStep(entry.step())
        .setTimestamp(entry.at().toEpochMilli())
        .build();
  }

  private static String cut(String text, int limit) {
    return text.length() <= limit ? text : text.substring(0, limit - 1) + "…";
  }
}
