package io.edgeflow.orchestrator.retention;

import static io.edgeflow.orchestrator.retention.SampleWorkspace.id;
import static io.edgeflow.orchestrator.retention.SampleWorkspace.keep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.AtomicFile;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.error.PipelineException.Kind;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.orchestrator.run.RunStatus;
import io.edgeflow.orchestrator.run.WorkspaceLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GarbageCollectionTest {
  @TempDir private Path folder;
  private SampleWorkspace space;

  @BeforeEach
  void a_workspace() {
    space = new SampleWorkspace(folder.resolve("space"));
  }

  @Test
  void the_oldest_runs_go_with_what_they_alone_need() throws IOException {
    Artifact old = space.run(1, RunStatus.SUCCEEDED);
    Artifact middle = space.run(2, RunStatus.SUCCEEDED);
    Artifact newest = space.run(3, RunStatus.SUCCEEDED);

    GcReport report = space.gc(keep(2));

    assertThat(space.runs()).containsExactly(id(2), id(3));
    assertThat(report.removedRuns()).containsExactly(id(1));
    assertThat(space.holds(old)).isFalse();
    assertThat(space.cached(1)).isFalse();
    assertThat(space.holds(middle) && space.cached(2)).isTrue();
    assertThat(space.holds(newest) && space.cached(3)).isTrue();
  }

  @Test
  void an_output_that_a_kept_run_took_from_the_cache_stays() throws IOException {
    Artifact reused = space.run(1, RunStatus.SUCCEEDED);
    space.run(2, RunStatus.SUCCEEDED);
    SampleWorkspace.touch(
        space.entry(1), SampleWorkspace.START.plus(Duration.ofHours(2)).plusSeconds(5));

    space.gc(keep(1));

    assertThat(space.cached(1)).isTrue();
    assertThat(space.holds(reused)).isTrue();
  }

  @Test
  void taking_an_output_from_the_cache_marks_its_use() throws IOException {
    space.run(1, RunStatus.SUCCEEDED);
    var before = Files.getLastModifiedTime(space.entry(1));

    assertThat(space.cached(1)).isTrue();

    assertThat(Files.getLastModifiedTime(space.entry(1))).isGreaterThan(before);
  }

  @Test
  void the_newest_output_of_a_stage_stays_though_no_run_is_left_that_used_it() throws IOException {
    Artifact file = space.run(1, RunStatus.SUCCEEDED);
    Files.delete(space.folders.run(id(1)).resolve("run.json"));
    Files.delete(space.folders.run(id(1)));

    space.gc(keep(1));

    assertThat(space.cached(1)).isTrue();
    assertThat(space.holds(file)).isTrue();
  }

  @Test
  void the_newest_run_that_can_be_resumed_stays_with_what_it_needs() throws IOException {
    Artifact older = space.run(1, RunStatus.INTERRUPTED);
    Artifact killed = space.run(2, RunStatus.RUNNING);
    space.run(3, RunStatus.SUCCEEDED);
    space.run(4, RunStatus.SUCCEEDED);

    space.gc(keep(1));

    assertThat(space.runs()).containsExactly(id(2), id(4));
    assertThat(space.holds(killed) && space.cached(2)).isTrue();
    assertThat(space.holds(older)).isFalse();
  }

  @Test
  void an_output_that_a_killed_run_kept_after_its_last_record_stays() throws IOException {
    space.run(1, RunStatus.RUNNING);
    Artifact last = space.artifact("made just before the kill");
    space.cache.put(SampleWorkspace.key(9), java.util.Map.of("model", last));
    SampleWorkspace.touch(
        space.entry(9), SampleWorkspace.START.plus(Duration.ofHours(1)).plusSeconds(90));
    space.run(2, RunStatus.SUCCEEDED);
    space.run(3, RunStatus.SUCCEEDED);

    space.gc(keep(1));

    assertThat(space.cached(9)).isTrue();
  }

  @Test
  void what_a_release_or_a_device_names_stays() throws IOException {
    Artifact released = space.run(1, RunStatus.SUCCEEDED);
    Artifact onDevice = space.run(2, RunStatus.SUCCEEDED);
    space.run(3, RunStatus.SUCCEEDED);
    space.name(released, "releases/1/release_manifest.json");
    space.name(onDevice, "fleet/device-01/state.json");

    space.gc(keep(1));

    assertThat(space.holds(released)).isTrue();
    assertThat(space.holds(onDevice)).isTrue();
    assertThat(space.folders.releases().resolve("1/release_manifest.json")).exists();
    assertThat(space.folders.fleet().resolve("device-01/state.json")).exists();
  }

  @Test
  void a_journal_that_no_server_has_stays_with_its_files_and_is_told_of() throws IOException {
    space.run(1, RunStatus.SUCCEEDED);
    Artifact tracked = space.journal(1);
    space.run(2, RunStatus.SUCCEEDED);

    GcReport report = space.gc(keep(1));

    assertThat(space.holds(tracked)).isTrue();
    assertThat(space.folders.track().resolve(id(1) + ".jsonl")).exists();
    assertThat(report.heldBytes()).isEqualTo(tracked.bytes());
  }

  @Test
  void a_journal_that_a_server_has_goes_with_its_run() throws IOException {
    space.run(1, RunStatus.SUCCEEDED);
    Artifact tracked = space.journal(1);
    Path mark = space.folders.track().resolve(id(1) + ".sent");
    Files.writeString(mark, "{\"format_version\": 1, \"lines\": 3}");
    space.run(2, RunStatus.SUCCEEDED);

    GcReport report = space.gc(keep(1));

    assertThat(space.holds(tracked)).isFalse();
    assertThat(space.folders.track()).isEmptyDirectory();
    assertThat(report.heldBytes()).isZero();
  }

  @Test
  void a_journal_that_went_on_after_it_was_sent_stays() throws IOException {
    space.run(1, RunStatus.SUCCEEDED);
    Artifact tracked = space.journal(1);
    Path mark = space.folders.track().resolve(id(1) + ".sent");
    Files.writeString(mark, "{\"format_version\": 1, \"lines\": 2}");
    space.run(2, RunStatus.SUCCEEDED);

    space.gc(keep(1));

    assertThat(space.holds(tracked)).isTrue();
  }

  @Test
  void journals_go_unsent_when_that_is_asked_for() throws IOException {
    space.run(1, RunStatus.SUCCEEDED);
    Artifact old = space.journal(1);
    space.run(2, RunStatus.SUCCEEDED);
    Artifact kept = space.journal(2);

    new GarbageCollection(space.folders, SampleWorkspace.clock()).collect(keep(1), true, false);

    assertThat(space.holds(old)).isFalse();
    assertThat(space.holds(kept)).isTrue();
  }

  @Test
  void damaged_records_stay_are_named_and_pin_what_they_name() throws IOException {
    Artifact named = space.artifact("named by a damaged record");
    Artifact cachedFile = space.artifact("named by a damaged entry");
    AtomicFile.write(space.folders.run("broken").resolve("run.json"), "{ " + named.sha256());
    AtomicFile.write(space.folders.cache().resolve("x.json"), "\"" + cachedFile.sha256());
    space.run(2, RunStatus.SUCCEEDED);

    GcReport report = space.gc(keep(1));

    assertThat(report.damaged()).containsOnlyKeys("runs/broken/run.json", "cache/x.json");
    assertThat(space.runs()).contains("broken");
    assertThat(space.folders.cache().resolve("x.json")).exists();
    assertThat(space.holds(named) && space.holds(cachedFile)).isTrue();
  }

  @Test
  void age_removes_all_but_the_newest_run() throws IOException {
    space.run(1, RunStatus.SUCCEEDED);
    space.run(2, RunStatus.SUCCEEDED);
    Retention week = new Retention(50, Optional.of(7), Optional.empty(), Optional.empty());

    space.gc(week);

    assertThat(space.runs()).containsExactly(id(2));
  }

  @Test
  void a_budget_removes_as_many_runs_as_it_takes_and_no_more() throws IOException {
    for (int hour = 1; hour <= 4; hour++) {
      space.run(hour, RunStatus.SUCCEEDED);
    }
    long all = dry(keep(50)).leftBytes();
    long three = dry(keep(3)).leftBytes();

    GcReport report = space.gc(Retention.defaults().withMaxGb((three + 1) / (double) (1L << 30)));

    assertThat(all).isGreaterThan(three);
    assertThat(space.runs()).containsExactly(id(2), id(3), id(4));
    assertThat(report.fits()).isTrue();
    assertThat(report.leftBytes()).isEqualTo(three).isEqualTo(dry(keep(50)).leftBytes());
  }

  @Test
  void a_budget_that_cannot_be_met_keeps_one_run_and_says_so() throws IOException {
    space.run(1, RunStatus.SUCCEEDED);
    space.run(2, RunStatus.SUCCEEDED);

    GcReport report = space.gc(Retention.defaults().withMaxGb(1e-9));

    assertThat(space.runs()).containsExactly(id(2));
    assertThat(report.fits()).isFalse();
  }

  @Test
  void a_dry_run_touches_nothing_and_says_what_would_go() throws IOException {
    space.run(1, RunStatus.SUCCEEDED);
    space.run(2, RunStatus.SUCCEEDED);
    List<Path> before = files();

    GcReport would = dry(keep(1));

    assertThat(files()).isEqualTo(before);
    assertThat(would.dryRun()).isTrue();
    GcReport done = space.gc(keep(1));
    assertThat(done.parts()).isEqualTo(would.parts());
    assertThat(done.freedBytes()).isPositive();
  }

  @Test
  void leftovers_of_killed_processes_go() throws IOException {
    Artifact file = space.run(1, RunStatus.SUCCEEDED);
    Path scratch = space.folders.root().resolve("artifacts/.scratch1");
    Path half = space.folders.artifacts().location(file.sha256()).resolveSibling(".1.tmp");
    AtomicFile.write(scratch.resolve("part"), "half");
    SampleWorkspace.touch(scratch, SampleWorkspace.START);
    Files.writeString(half, "half");
    Files.createDirectories(space.folders.root().resolve(".gc/" + id(0)));

    space.gc(keep(1));

    assertThat(scratch).doesNotExist();
    assertThat(half).doesNotExist();
    assertThat(space.folders.root().resolve(".gc")).doesNotExist();
    assertThat(space.holds(file)).isTrue();
  }

  @Test
  void a_run_at_work_is_left_alone() throws IOException {
    space.run(1, RunStatus.RUNNING);

    try (WorkspaceLock held =
        WorkspaceLock.take(space.folders, WorkspaceLock.Scope.RUN, "edgeflow run, run x")) {
      assertThatThrownBy(() -> space.gc(keep(1)))
          .isInstanceOfSatisfying(
              PipelineException.class, e -> assertThat(e.kind()).isEqualTo(Kind.LOCKED))
          .hasMessageContaining("edgeflow run, run x");
      assertThat(held).isNotNull();
    }
    assertThat(space.runs()).containsExactly(id(1));
  }

  @Test
  void no_workspace_is_an_error_and_none_is_made() {
    Workspace nowhere = new Workspace(folder.resolve("nowhere"));

    assertThatThrownBy(
            () ->
                new GarbageCollection(nowhere, SampleWorkspace.clock())
                    .collect(keep(1), false, false))
        .hasMessageContaining("There is no workspace");
    assertThat(nowhere.root()).doesNotExist();
  }

  @Test
  void a_kill_before_any_step_leaves_a_workspace_that_works_and_the_next_one_ends_it()
      throws IOException {
    int steps = 0;
    boolean killed = true;
    while (killed) {
      space = new SampleWorkspace(folder.resolve("space" + steps));
      Artifact old = space.run(1, RunStatus.SUCCEEDED);
      space.run(2, RunStatus.SUCCEEDED);
      Artifact newest = space.run(3, RunStatus.SUCCEEDED);
      killed = killedAfter(steps);

      assertNoRecordNamesAMissingFile();
      assertThat(space.holds(newest) && space.cached(3)).isTrue();
      space.gc(keep(1));
      assertThat(space.runs()).containsExactly(id(3));
      assertThat(space.holds(old)).isFalse();
      assertThat(space.folders.root().resolve(".gc")).doesNotExist();
      steps++;
    }
    assertThat(steps).isGreaterThan(8);
  }

  /** Stops a collection as a kill does: between two steps, without cleaning up. */
  private boolean killedAfter(int steps) {
    List<Path> done = new ArrayList<>();
    GarbageCollection collection =
        new GarbageCollection(
            space.folders,
            SampleWorkspace.clock(),
            path -> {
              if (done.size() == steps) {
                throw new IllegalStateException("killed before " + path);
              }
              done.add(path);
            });
    try {
      collection.collect(keep(1), false, false);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  private void assertNoRecordNamesAMissingFile() throws IOException {
    for (Path file : files()) {
      String name = file.toString();
      boolean isRecord = name.contains("/runs/") || name.contains("/cache/");
      if (isRecord && name.endsWith(".json")) {
        String text = Files.readString(file);
        for (int hour = 1; hour <= 3; hour++) {
          Artifact made = new Artifact("model", sha(hour), ("model of hour " + hour).length());
          assertThat(!text.contains(made.sha256()) || space.holds(made)).as(name).isTrue();
        }
      }
    }
  }

  private static String sha(int hour) {
    return io.edgeflow.core.artifact.Sha256.of("model of hour " + hour);
  }

  private GcReport dry(Retention retention) {
    return new GarbageCollection(space.folders, SampleWorkspace.clock())
        .collect(retention, false, true);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(space.folders.root())) {
      return files.filter(f -> !f.endsWith("lock")).sorted().toList();
    }
  }
}
