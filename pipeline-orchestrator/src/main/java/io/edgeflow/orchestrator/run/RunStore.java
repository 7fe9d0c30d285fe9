package io.edgeflow.orchestrator.run;

import io.edgeflow.core.artifact.AtomicFile;
import io.edgeflow.core.artifact.Sha256;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs of a workspace. */
public final class RunStore {
  private static final Comparator<RunRecord> NEWEST_FIRST =
      Comparator.comparing(RunRecord::startedAt).thenComparing(RunRecord::runId).reversed();

  /** Of a run's id: the characters that say when it began. */
  private static final int SECOND = "yyyyMMdd-HHmmss".length();

  private static final Logger LOG = LoggerFactory.getLogger(RunStore.class);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
  private static final int SUFFIX = 4;

  private final Workspace workspace;
  private final Clock clock;

  /** The runs below a workspace's folder. */
  public RunStore(Workspace workspace, Clock clock) {
    this.workspace = workspace;
    this.clock = clock;
  }

  /** Starts a run under a new id, which sorts by time. */
  public RunRecorder create(Invocation invocation, String configSha256, long seed) {
    Instant now = clock.instant();
    String runId = freeId(now, configSha256);
    AtomicFile.write(invocationFile(runId), Invocation.FORM.pretty(invocation));
    return RunRecorder.start(workspace, RunRecord.begin(runId, configSha256, seed, now), clock);
  }

  /** Goes on with a run in its own folder. */
  public RunRecorder resume(RunRecord record) {
    return RunRecorder.start(workspace, record.resumed(), clock);
  }

  /**
   * A run's record.
   *
   * @throws PipelineException of kind CONFIG when there is no such run
   */
  public RunRecord read(String runId) {
    if (!runId.matches("[0-9a-z-]{1,64}") || !Files.isDirectory(workspace.run(runId))) {
      throw PipelineException.config("There is no run of this name")
          .found(runId)
          .where(workspace.runs())
          .remedy("edgeflow runs lists them")
          .build();
    }
    Path file = runFile(runId);
    if (!Files.isRegularFile(file)) {
      return fromEvents(runId)
          .orElseThrow(
              () ->
                  PipelineException.failed("The record of the run is lost, and so are its events")
                      .where(file)
                      .build());
    }
    try {
      return RunRecord.FORM.read(file);
    } catch (PipelineException e) {
      return fromEvents(runId).orElseThrow(() -> e);
    }
  }

  private Optional<RunRecord> fromEvents(String runId) {
    Path events = workspace.run(runId).resolve("events.jsonl");
    try {
      return RecordFromEvents.of(events);
    } catch (PipelineException e) {
      LOG.debug("The events of {} do not tell its record", runId, e);
      return Optional.empty();
    }
  }

  /** How a run was called. */
  public Invocation invocation(String runId) {
    return Invocation.FORM.read(invocationFile(runId));
  }

  /** All runs, the newest first; a record that is lost is made again from its events. */
  public List<RunRecord> list() {
    return listing().runs();
  }

  /**
   * What is in a workspace.
   *
   * @param runs the newest first
   * @param damaged why others cannot be read, each on one line, by their ids
   */
  public record Listing(List<RunRecord> runs, SortedMap<String, String> damaged) {
    /** Copies both. */
    public Listing {
      runs = List.copyOf(runs);
      damaged = Collections.unmodifiableSortedMap(new TreeMap<>(damaged));
    }
  }

  /** All runs, and those that are damaged beyond what their events can mend. */
  public Listing listing() {
    List<RunRecord> runs = new ArrayList<>();
    SortedMap<String, String> damaged = new TreeMap<>();
    for (String runId : ids()) {
      try {
        runs.add(read(runId));
      } catch (PipelineException e) {
        damaged.put(runId, onOneLine(e));
      }
    }
    runs.sort(NEWEST_FIRST);
    return new Listing(runs, damaged);
  }

  /** The run that began last and can be read, without reading all the others. */
  public Optional<RunRecord> newest() {
    return newestFirst().findFirst();
  }

  /** The run of the same workflow that succeeded last before this one began. */
  public Optional<RunRecord> previous(RunRecord run) {
    return run.workflow().stream()
        .flatMap(this::succeeded)
        .filter(other -> !other.runId().equals(run.runId()))
        .filter(other -> other.startedAt().isBefore(run.startedAt()))
        .findFirst();
  }

  /** The runs of a workflow that succeeded, the newest first; each is read when it is come to. */
  public Stream<RunRecord> succeeded(String workflow) {
    return newestFirst()
        .filter(run -> run.status() == RunStatus.SUCCEEDED)
        .filter(run -> run.workflow().filter(workflow::equals).isPresent());
  }

  /** Each is read when it is come to, with those of the same second, which ids do not order. */
  private Stream<RunRecord> newestFirst() {
    return ids().stream()
        .collect(
            Collectors.groupingBy(
                runId -> runId.substring(0, Math.min(SECOND, runId.length())),
                () -> new TreeMap<>(Comparator.<String>reverseOrder()),
                Collectors.toList()))
        .values()
        .stream()
        .flatMap(
            second ->
                second.stream().flatMap(runId -> readable(runId).stream()).sorted(NEWEST_FIRST));
  }

  private List<String> ids() {
    if (!Files.isDirectory(workspace.runs())) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(workspace.runs())) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> String.valueOf(folder.getFileName()))
          .toList();
    } catch (IOException e) {
      throw PipelineException.failed("Cannot list the runs")
          .where(workspace.runs())
          .cause(e)
          .build();
    }
  }

  /**
   * Notes that runs which still say {@code running} were killed. Only the holder of the lock may
   * call this: it is what makes sure that none of them is alive.
   *
   * @return what they came to
   */
  public List<RunRecord> closeKilledRuns() {
    List<RunRecord> killed = new ArrayList<>();
    for (RunRecord run : list()) {
      if (run.status() == RunStatus.RUNNING) {
        RunRecord closed = closed(fromEvents(run.runId()).orElse(run));
        AtomicFile.write(runFile(run.runId()), RunRecord.FORM.pretty(closed));
        killed.add(closed);
      }
    }
    return killed;
  }

  /** It may have been killed between its last event and its record. */
  private static RunRecord closed(RunRecord told) {
    return told.status() == RunStatus.RUNNING
        ? told.with(
            RunStatus.INTERRUPTED,
            "The process was killed; edgeflow run --resume " + told.runId() + " goes on",
            told.durationS())
        : told;
  }

  private Optional<RunRecord> readable(String runId) {
    try {
      return Optional.of(read(runId));
    } catch (PipelineException e) {
      LOG.debug("Left out the run {}", runId, e);
      return Optional.empty();
    }
  }

  private static String onOneLine(PipelineException e) {
    return String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", "; ");
  }

  private String freeId(Instant now, String salt) {
    for (int attempt = 0; ; attempt++) {
      String suffix =
          Sha256.of(salt + now + ProcessHandle.current().pid() + "/" + attempt)
              .substring(0, SUFFIX);
      String runId = STAMP.format(now) + "-" + suffix;
      if (!Files.exists(workspace.run(runId))) {
        return runId;
      }
    }
  }

  private Path runFile(String runId) {
    return workspace.run(runId).resolve("run.json");
  }

  private Path invocationFile(String runId) {
    return workspace.run(runId).resolve("invocation.json");
  }
}
