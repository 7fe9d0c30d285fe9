package io.edgeflow.orchestrator.track;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.Workspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.RunInfo;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.api.proto.Service.ViewType;
import org.mlflow.tracking.MlflowHttpException;

/**
 * Brings one run on the server up to its journal. What the server has is read first; the tag with
 * the number of journal lines is written last and tells the next replay that all is there.
 */
final class JournalSync {
  static final String RUN_ID = "edgeflow.run_id";
  private static final String LINES = "edgeflow.journal_lines";
  private static final String STATUS = "edgeflow.status";
  private static final String ARTIFACT = "edgeflow.sha256.";
  private static final int METRICS_A_BATCH = 1000;
  private static final int OTHERS_A_BATCH = 100;

  private final MlflowServer server;
  private final Workspace workspace;
  private final Journal journal;
  private final List<String> problems = new ArrayList<>();

  JournalSync(MlflowServer server, Workspace workspace, Journal journal) {
    this.server = server;
    this.workspace = workspace;
    this.journal = journal;
  }

  SyncReport into(String experiment) {
    String experimentId = experimentId(experiment);
    Optional<RunInfo> known = find(experimentId);
    String id = known.orElseGet(() -> create(experimentId)).getRunId();
    Run run = server.client().getRun(id);
    Map<String, String> tags =
        run.getData().getTagsList().stream()
            .collect(Collectors.toMap(RunTag::getKey, RunTag::getValue, (a, b) -> b));
    if (Long.toString(journal.lines()).equals(tags.get(LINES))) {
      return new SyncReport(journal.runId(), id, false, 0, 0, 0, 0, List.of());
    }
    int parameters = sendParameters(run);
    int metrics = sendMetrics(id, known.isPresent());
    int files = sendFiles(run, tags);
    int sentTags = sendTags(id, tags);
    finish(run);
    if (problems.isEmpty()) {
      server.client().setTag(id, LINES, Long.toString(journal.lines()));
    }
    return new SyncReport(
        journal.runId(), id, known.isEmpty(), parameters, metrics, sentTags, files, problems);
  }

  private String experimentId(String name) {
    Optional<MlflowServer.Found> known = server.experiment(name);
    if (known.isEmpty()) {
      try {
        return server.client().createExperiment(name);
      } catch (MlflowHttpException e) {
        // Somebody else may have created it just now.
        known = server.experiment(name);
        if (known.isEmpty()) {
          throw e;
        }
      }
    }
    if (known.get().deleted()) {
      throw PipelineException.failed("The MLflow experiment was deleted on the server")
          .found(name)
          .where("tracking.experiment")
          .remedy("restore it there, or set tracking.experiment to another name")
          .build();
    }
    return known.get().id();
  }

  private Optional<RunInfo> find(String experimentId) {
    String filter = "tags.`%s` = '%s'".formatted(RUN_ID, journal.runId());
    return server
        .client()
        .searchRuns(List.of(experimentId), filter, ViewType.ACTIVE_ONLY, 1)
        .getItems()
        .stream()
        .map(Run::getInfo)
        .findFirst();
  }

  private RunInfo create(String experimentId) {
    return server
        .client()
        .createRun(
            CreateRun.newBuilder()
                .setExperimentId(experimentId)
                .setRunName(journal.runId())
                .setStartTime(journal.start().toEpochMilli())
                .addTags(tag(RUN_ID, journal.runId()))
                .addTags(tag("mlflow.source.name", "edgeflow"))
                .addTags(tag("mlflow.source.type", "JOB"))
                .build());
  }

  private int sendParameters(Run run) {
    Map<String, String> there =
        run.getData().getParamsList().stream()
            .collect(Collectors.toMap(Param::getKey, Param::getValue, (a, b) -> b, HashMap::new));
    List<Param> missing = new ArrayList<>();
    journal
        .parameters()
        .forEach(
            (key, value) -> {
              Param ours = MlflowNames.param(key, value);
              String theirs = there.putIfAbsent(ours.getKey(), ours.getValue());
              if (theirs == null) {
                missing.add(ours);
              } else if (!theirs.equals(ours.getValue())) {
                problems.add("the server has another value of the parameter " + key);
              }
            });
    for (List<Param> batch : batches(missing, OTHERS_A_BATCH)) {
      server.client().logBatch(run.getInfo().getRunId(), List.of(), batch, List.of());
    }
    return missing.size();
  }

  private int sendMetrics(String id, boolean mayBeThere) {
    Map<String, List<Metric>> byKey = new LinkedHashMap<>();
    for (JournalEntry.Measurement entry : journal.metrics()) {
      Metric metric = MlflowNames.metric(entry);
      byKey.computeIfAbsent(metric.getKey(), key -> new ArrayList<>()).add(metric);
    }
    List<Metric> missing = new ArrayList<>();
    byKey.forEach(
        (key, metrics) -> {
          Map<List<Long>, Integer> there =
              mayBeThere ? counts(server.client().getMetricHistory(id, key)) : new HashMap<>();
          for (Metric metric : metrics) {
            // Not by value: the server keeps infinities as the largest double.
            if (there.merge(place(metric), -1, Integer::sum) < 0) {
              missing.add(metric);
            }
          }
        });
    for (List<Metric> batch : batches(missing, METRICS_A_BATCH)) {
      server.client().logBatch(id, batch, List.of(), List.of());
    }
    return missing.size();
  }

  private static Map<List<Long>, Integer> counts(List<Metric> metrics) {
    Map<List<Long>, Integer> counts = new HashMap<>();
    metrics.forEach(metric -> counts.merge(place(metric), 1, Integer::sum));
    return counts;
  }

  private static List<Long> place(Metric metric) {
    return List.of(metric.getStep(), metric.getTimestamp());
  }

  private int sendFiles(Run run, Map<String, String> tags) {
    int sent = 0;
    for (JournalEntry.File file : journal.files().values()) {
      String mark = MlflowNames.key(ARTIFACT + file.name());
      if (file.sha256().equals(tags.get(mark))) {
        continue;
      }
      try {
        Artifact stored = new Artifact(file.name(), file.sha256(), file.bytes());
        server.put(run.getInfo().getArtifactUri(), file.name(), workspace.artifacts().open(stored));
        server.client().setTag(run.getInfo().getRunId(), mark, file.sha256());
        sent++;
      } catch (PipelineException | IOException e) {
        problems.add(file.name() + " was not sent: " + e.getMessage());
      }
    }
    return sent;
  }

  private int sendTags(String id, Map<String, String> there) {
    Map<String, String> ours = new LinkedHashMap<>(journal.tags());
    journal.finish().ifPresent(finish -> ours.put(STATUS, finish.status()));
    List<RunTag> missing = new ArrayList<>();
    ours.forEach(
        (key, value) -> {
          RunTag tag = MlflowNames.tag(key, value);
          if (!tag.getValue().equals(there.get(tag.getKey()))) {
            missing.add(tag);
          }
        });
    for (List<RunTag> batch : batches(missing, OTHERS_A_BATCH)) {
      server.client().logBatch(id, List.of(), List.of(), batch);
    }
    return missing.size();
  }

  private void finish(Run run) {
    journal
        .finish()
        .ifPresent(
            finish ->
                server
                    .client()
                    .setTerminated(
                        run.getInfo().getRunId(),
                        status(finish.status()),
                        finish.at().toEpochMilli()));
  }

  private static RunStatus status(String ours) {
    return switch (ours) {
      case "succeeded" -> RunStatus.FINISHED;
      case "interrupted" -> RunStatus.KILLED;
      default -> RunStatus.FAILED;
    };
  }

  private static RunTag tag(String key, String value) {
    return MlflowNames.tag(key, value);
  }

  private static <T> List<List<T>> batches(List<T> all, int size) {
    List<List<T>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      batches.add(all.subList(from, Math.min(from + size, all.size())));
    }
    return batches;
  }
}
