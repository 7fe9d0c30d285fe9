package io.edgeflow.deploy.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.deploy.trust.KeyFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseStoreTest {
  private static final byte[] BUNDLE = {1, 2, 3};

  @TempDir private Path folder;
  private ReleaseStore store;
  private KeyFolder keys;

  @BeforeEach
  void make_store() {
    store = new ReleaseStore(folder.resolve("releases"));
    keys = KeyFolder.development(folder.resolve("keys"));
  }

  @Test
  void an_empty_store_has_no_newest_release() {
    assertThat(store.newest()).isEmpty();
  }

  @Test
  void the_newest_is_the_highest_number() throws Exception {
    store.publish(9, BUNDLE, signed());
    store.publish(10, BUNDLE, signed());
    Files.createDirectories(folder.resolve("releases/011"));
    Files.createDirectories(folder.resolve("releases/notes"));

    assertThat(store.newest()).hasValue(10);
    assertThat(store.open(10).bundle()).hasBinaryContent(BUNDLE);
    assertThat(store.open(10).signed().verify(keys.releaseKey())).isEqualTo(statement());
  }

  @Test
  void a_release_that_was_cut_short_is_not_seen_and_goes_away() throws Exception {
    Path torn = Files.createDirectories(folder.resolve("releases/.incoming123"));
    Files.write(torn.resolve("bundle.zip"), BUNDLE);

    assertThat(store.newest()).isEmpty();
    store.publish(1, BUNDLE, signed());

    assertThat(torn).doesNotExist();
    assertThat(store.newest()).hasValue(1);
  }

  @Test
  void a_version_is_never_overwritten() {
    store.publish(1, BUNDLE, signed());

    assertThatThrownBy(() -> store.publish(1, new byte[] {9}, signed()))
        .isInstanceOf(PipelineException.class);
    assertThat(store.open(1).bundle()).hasBinaryContent(BUNDLE);
  }

  /** The persisted form: it changes only together with a new schema number. */
  @Test
  void the_statement_is_written_as_it_always_was() {
    assertThat(new String(signed().bytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {
              "schema" : 1,
              "version" : 3,
              "bundle_sha256" : "bb",
              "bundle_bytes" : 3,
              "manifest_sha256" : "aa",
              "model_sha256" : "cc",
              "format" : "TFLITE",
              "precision" : "INT8",
              "min_runtime" : "2.14.0",
              "issued_at" : "2026-01-01T00:00:00Z",
              "expires_at" : "2027-01-01T00:00:00Z",
              "development_only" : true
            }
            """);
  }

  @Test
  void a_signed_statement_of_another_form_is_refused() {
    byte[] later = "{\"schema\": 2}".getBytes(StandardCharsets.UTF_8);
    SignedStatement signed = new SignedStatement(later, keys.signer().sign(later));

    assertThatThrownBy(() -> signed.verify(keys.releaseKey()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("bundle_invalid");
  }

  private SignedStatement signed() {
    return SignedStatement.sign(statement(), keys.signer());
  }

  private static ReleaseStatement statement() {
    return new ReleaseStatement(
        1,
        3,
        "bb",
        3,
        "aa",
        "cc",
        Format.TFLITE,
        Precision.INT8,
        "2.14.0",
        Instant.parse("2026-01-01T00:00:00Z"),
        Instant.parse("2027-01-01T00:00:00Z"),
        true,
        null);
  }
}
