package io.edgeflow.orchestrator.retention;

import static io.edgeflow.orchestrator.retention.SampleWorkspace.NOW;
import static io.edgeflow.orchestrator.retention.SampleWorkspace.START;
import static io.edgeflow.orchestrator.retention.SampleWorkspace.id;
import static io.edgeflow.orchestrator.retention.SampleWorkspace.keep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.orchestrator.retention.Deletion.State;
import io.edgeflow.orchestrator.run.RunStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeletionJournalTest {
  private static final String DATA = "data_pipeline";

  @TempDir private Path folder;
  private SampleWorkspace space;

  @BeforeEach
  void a_workspace() {
    space = new SampleWorkspace(folder.resolve("space"));
  }

  private List<Deletion> journal() {
    return new DeletionJournal(space.folders).all();
  }

  @Test
  void data_that_goes_with_its_run_is_written_down_with_what_when_and_why() throws IOException {
    Artifact old = space.run(DATA, 1, RunStatus.SUCCEEDED);
    space.run("train", 2, RunStatus.SUCCEEDED);
    space.run(DATA, 3, RunStatus.SUCCEEDED);
    space.run("train", 4, RunStatus.SUCCEEDED);

    GcReport report = space.gc(keep(2));

    assertThat(space.holds(old)).isFalse();
    assertThat(journal())
        .containsExactly(
            new Deletion(
                NOW,
                State.DELETED,
                "model",
                old.sha256(),
                old.bytes(),
                List.of(id(1)),
                "no run that is kept needs it (runs 2, days any, max_gb any, data_days any)"));
    assertThat(report.deletions()).extracting(Deletion::sha256).containsExactly(old.sha256());
    space.gc(keep(1));
    assertThat(journal()).hasSize(1);
  }

  @Test
  void data_that_is_older_than_data_days_goes_though_the_newest_run_names_it() throws IOException {
    Artifact old = space.run(DATA, 1, RunStatus.SUCCEEDED);

    space.gc(Retention.defaults().withDataDays(10));
    assertThat(space.holds(old)).isTrue();
    GcReport report = space.gc(Retention.defaults().withDataDays(9));

    assertThat(space.holds(old)).isFalse();
    assertThat(space.runs()).containsExactly(id(1));
    assertThat(space.entry(DATA, 1)).doesNotExist();
    assertThat(journal())
        .singleElement()
        .satisfies(line -> assertThat(line.why()).isEqualTo("last used more than data_days 9 ago"));
    assertThat(report.leftBytes()).isEqualTo(space.gc(Retention.defaults()).leftBytes());
  }

  @Test
  void data_that_a_younger_run_uses_stays_and_models_stay_at_any_age() throws IOException {
    Artifact model = space.run("train", 1, RunStatus.SUCCEEDED);
    Artifact data = space.run(DATA, 2, RunStatus.SUCCEEDED);
    SampleWorkspace.touch(space.entry(DATA, 2), NOW.minusSeconds(60));

    space.gc(Retention.defaults().withDataDays(5));

    assertThat(space.holds(model) && space.holds(data)).isTrue();
    assertThat(journal()).isEmpty();
  }

  @Test
  void what_a_run_landed_and_never_recorded_is_written_down_too() throws IOException {
    Artifact landed = space.artifact("landed just before the kill");
    space.run(DATA, 1, RunStatus.SUCCEEDED);

    space.gc(keep(1));

    assertThat(journal())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.sha256()).isEqualTo(landed.sha256());
              assertThat(line.name()).isEqualTo("a file of no finished run");
            });
  }

  @Test
  void a_dry_run_names_the_data_and_writes_nothing() throws IOException {
    space.run(DATA, 1, RunStatus.SUCCEEDED);

    GcReport report =
        new GarbageCollection(space.folders, SampleWorkspace.clock())
            .collect(Retention.defaults().withDataDays(1), false, true);

    assertThat(report.deletions()).hasSize(1);
    assertThat(space.folders.root().resolve(DeletionJournal.FILE)).doesNotExist();
  }

  @Test
  void a_kill_at_any_step_leaves_no_file_that_is_gone_and_not_written_down() throws IOException {
    boolean killed = true;
    for (int steps = 0; killed; steps++) {
      space = new SampleWorkspace(folder.resolve("space" + steps));
      Artifact old = space.run(DATA, 1, RunStatus.SUCCEEDED);
      Artifact second = space.run(DATA, 2, RunStatus.SUCCEEDED);
      space.run(DATA, 3, RunStatus.SUCCEEDED);
      killed = isKilledAfter(steps);

      for (Artifact file : List.of(old, second)) {
        if (!space.holds(file)) {
          assertThat(journal()).extracting(Deletion::sha256).contains(file.sha256());
        }
      }
      assertThat(journal())
          .filteredOn(line -> line.state() == State.DELETED)
          .noneMatch(line -> Files.exists(space.folders.artifacts().location(line.sha256())));
      space.gc(keep(1));
      assertThat(journal())
          .extracting(Deletion::state, Deletion::sha256, Deletion::runs)
          .containsExactlyInAnyOrder(
              org.assertj.core.api.Assertions.tuple(State.DELETED, old.sha256(), List.of(id(1))),
              org.assertj.core.api.Assertions.tuple(
                  State.DELETED, second.sha256(), List.of(id(2))));
    }
  }

  private boolean isKilledAfter(int steps) {
    int[] done = {0};
    GarbageCollection collection =
        new GarbageCollection(
            space.folders,
            SampleWorkspace.clock(),
            path -> {
              if (done[0]++ == steps) {
                throw new IllegalStateException("killed");
              }
            });
    if (steps > 50) {
      return false;
    }
    try {
      collection.collect(keep(1), false, false);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  @Test
  void the_journal_is_read_as_it_was_first_written() throws IOException {
    Path golden = Path.of("src/test/resources/golden/data-deletions.v1.jsonl");
    Deletion line =
        new Deletion(
            START,
            State.DELETED,
            "digits.csv",
            "ab".repeat(32),
            12,
            List.of(id(1)),
            "last used more than data_days 9 ago");
    String written =
        Deletion.FORM.text(
                new Deletion(
                    Instant.parse("2026-01-01T00:00:00Z"),
                    State.DELETING,
                    line.name(),
                    line.sha256(),
                    line.bytes(),
                    line.runs(),
                    line.why()))
            + "\n"
            + Deletion.FORM.text(line)
            + "\n";

    assertThat(Files.readString(golden, StandardCharsets.UTF_8)).isEqualTo(written);
    Files.createDirectories(space.folders.root());
    Files.copy(golden, space.folders.root().resolve(DeletionJournal.FILE));
    assertThat(journal()).containsExactly(line);
    Files.writeString(
        space.folders.root().resolve(DeletionJournal.FILE), "{\"format_version\":2}\n");
    assertThatThrownBy(this::journal).hasMessageContaining("journal of deletions");
  }
}
