package io.edgeflow.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.deploy.release.Release;
import io.edgeflow.deploy.release.ReleaseStatement;
import io.edgeflow.deploy.testing.Releases;
import io.edgeflow.deploy.testing.TestRun;
import io.edgeflow.deploy.testing.TinyModels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelPackagerTest {
  private static final Clock NEW_YEAR = at("2026-01-01T00:00:00Z");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void bundles_depend_on_neither_time_nor_keys_nor_folder_nor_version(Format format)
      throws Exception {
    Releases first = new Releases(folder.resolve("a"), NEW_YEAR);
    Releases second = new Releases(folder.resolve("b"), at("2031-05-06T07:08:09Z"));
    second.release(format, 2);

    Release a = first.release(format, 1);
    Release b = second.release(format, 1);

    assertThat(b.folder().getFileName()).hasToString("2");
    assertThat(a.bundle()).hasSameBinaryContentAs(b.bundle());
    assertThat(a.signed().signature()).isNotEqualTo(b.signed().signature());
  }

  @Test
  void the_same_key_time_and_bundle_give_the_same_signature() throws Exception {
    Releases releases = new Releases(folder, NEW_YEAR);
    Release first = releases.release(1);
    byte[] before = first.signed().signature();
    Files.move(folder.resolve("releases"), folder.resolve("before"));

    assertThat(releases.release(1).signed().signature()).isEqualTo(before);
  }

  @Test
  void an_identical_bundle_keeps_its_version_and_another_gets_the_next() {
    Releases releases = new Releases(folder, NEW_YEAR);

    assertThat(releases.release(1).folder().getFileName()).hasToString("1");
    assertThat(releases.release(1).folder().getFileName()).hasToString("1");
    assertThat(releases.release(2).folder().getFileName()).hasToString("2");
    assertThat(releases.release(1).folder().getFileName()).hasToString("3");
  }

  @Test
  void an_expired_release_is_issued_anew() {
    new Releases(folder, NEW_YEAR).release(1);
    Releases later = new Releases(folder, Clock.offset(NEW_YEAR, Duration.ofDays(365)));

    assertThat(later.release(1).folder().getFileName()).hasToString("2");
  }

  @Test
  void the_version_goes_beyond_what_devices_have_run() {
    Releases releases = new Releases(folder, NEW_YEAR);
    RunContext context = TestRun.in(folder, NEW_YEAR);
    ModelPackager packager = new ModelPackager(DeployConfig.defaults());

    Release release =
        packager.release(releases.pack(Format.TFLITE, 1), 7, releases.keys(), context);

    assertThat(release.folder().getFileName()).hasToString("8");
  }

  @Test
  void the_statement_says_what_is_promised() throws Exception {
    Releases releases = new Releases(folder, NEW_YEAR);

    ReleaseStatement statement = releases.release(1).signed().verify(releases.keys().releaseKey());

    assertThat(statement.issuedAt()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(statement.expiresAt()).isEqualTo("2027-01-01T00:00:00Z");
    assertThat(statement.developmentOnly()).isTrue();
    assertThat(statement.modelSha256())
        .isEqualTo(
            TinyModels.model(releases.context().artifacts(), Format.TFLITE, 1).file().sha256());
  }

  @Test
  void every_validation_row_is_in_the_prediction_baseline() {
    PackagedModel packaged = new Releases(folder, NEW_YEAR).pack(Format.TFLITE, 1);

    assertThat(packaged.baseline().histograms().get("confidence_logit").samples())
        .isEqualTo(TinyModels.VALIDATION_ROWS);
    assertThat(packaged.replay().size()).isEqualTo(TinyModels.VALIDATION_ROWS);
  }

  private static Clock at(String instant) {
    return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
  }
}
