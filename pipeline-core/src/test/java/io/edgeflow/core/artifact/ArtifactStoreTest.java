package io.edgeflow.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactStoreTest {
  @TempDir Path folder;

  @Test
  void a_file_is_found_again_by_its_content() throws IOException {
    ArtifactStore store = new ArtifactStore(folder);
    Artifact artifact = store.put("a.bin", new byte[] {1, 2, 3});

    assertThat(artifact.sha256())
        .isEqualTo("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81");
    assertThat(Files.readAllBytes(store.open(artifact))).containsExactly(1, 2, 3);
    assertThat(store.put("b.bin", store.open(artifact)).sha256()).isEqualTo(artifact.sha256());
  }

  @Test
  void a_damaged_file_is_refused_with_both_digests() throws IOException {
    ArtifactStore store = new ArtifactStore(folder);
    Artifact artifact = store.put("a.bin", new byte[] {1, 2, 3});
    Files.write(store.location(artifact.sha256()), new byte[] {1, 2, 4});

    assertThat(store.holds(artifact)).isFalse();
    assertThatThrownBy(() -> store.open(artifact))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("a.bin")
        .hasMessageContaining(artifact.sha256());
  }

  @Test
  void the_file_lies_under_its_digest() throws IOException {
    ArtifactStore store = new ArtifactStore(folder);
    Artifact artifact = store.put("a.bin", new byte[] {1, 2, 3});

    assertThat(store.location(artifact.sha256()))
        .isEqualTo(folder.resolve("sha256/03").resolve(artifact.sha256()))
        .isEqualTo(store.open(artifact));
    assertThat(artifact.name()).isEqualTo("a.bin");
    assertThat(artifact.bytes()).isEqualTo(3);
  }

  @Test
  void putting_the_same_bytes_again_writes_nothing() throws IOException {
    ArtifactStore store = new ArtifactStore(folder);
    Artifact first = store.put("a.bin", new byte[] {1});
    Object key = Files.readAttributes(store.open(first), "unix:ino").get("ino");

    Artifact second = store.put("b.bin", new byte[] {1});

    assertThat(Files.readAttributes(store.open(second), "unix:ino").get("ino")).isEqualTo(key);
    assertThat(second.name()).isEqualTo("b.bin");
  }

  @Test
  void a_file_is_copied_in_and_the_original_stays() throws IOException {
    ArtifactStore store = new ArtifactStore(folder.resolve("store"));
    Path source = Files.writeString(folder.resolve("source"), "content");

    Artifact artifact = store.put("named", source);

    assertThat(source).hasContent("content");
    assertThat(store.open(artifact)).hasContent("content");
    assertThat(artifact).isEqualTo(new Artifact("named", Sha256.of("content"), 7));
    try (var left = Files.list(folder.resolve("store"))) {
      assertThat(left).containsExactly(folder.resolve("store/sha256"));
    }
  }

  @Test
  void a_copied_file_that_is_stored_already_keeps_its_place() throws IOException {
    ArtifactStore store = new ArtifactStore(folder.resolve("store"));
    Path source = Files.writeString(folder.resolve("source"), "content");
    Artifact first = store.put("a", source);
    Object key = Files.readAttributes(store.open(first), "unix:ino").get("ino");

    assertThat(store.put("b", source)).isEqualTo(new Artifact("b", first.sha256(), 7));
    assertThat(Files.readAttributes(store.open(first), "unix:ino").get("ino")).isEqualTo(key);
    try (var left = Files.list(folder.resolve("store"))) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void a_source_that_is_not_there_is_named() {
    assertThatThrownBy(() -> new ArtifactStore(folder).put("a", folder.resolve("none")))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("none");
  }

  @Test
  void a_source_that_is_a_folder_is_refused_by_name() {
    assertThatThrownBy(() -> new ArtifactStore(folder).put("a", folder))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining(folder.toString());
  }

  @Test
  void a_missing_file_is_refused_with_a_remedy() {
    ArtifactStore store = new ArtifactStore(folder);
    Artifact absent = new Artifact("model.onnx", "ab".repeat(32), 3);

    assertThat(store.holds(absent)).isFalse();
    assertThatThrownBy(() -> store.open(absent))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The artifact model.onnx is missing or damaged")
        .hasMessageContaining("found: missing")
        .hasMessageContaining(store.location(absent.sha256()).toString())
        .hasMessageContaining("run again");
    assertThatThrownBy(() -> store.read(absent)).isInstanceOf(PipelineException.class);
  }

  @Test
  void holding_means_being_there_and_whole() {
    ArtifactStore store = new ArtifactStore(folder);
    Artifact artifact = store.put("a.bin", new byte[] {1, 2, 3});

    assertThat(store.holds(artifact)).isTrue();
    assertThat(store.read(artifact)).containsExactly(1, 2, 3);
  }

  @Test
  void a_file_is_verified_once_a_store() throws IOException {
    ArtifactStore store = new ArtifactStore(folder);
    Artifact artifact = store.put("a.bin", new byte[] {1, 2, 3});
    Path file = store.open(artifact);

    Files.write(file, new byte[] {9});

    assertThat(store.open(artifact)).isEqualTo(file);
    assertThatThrownBy(() -> new ArtifactStore(folder).open(artifact))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("found: " + Sha256.of(new byte[] {9}))
        .hasMessageContaining("limit: " + artifact.sha256());
  }

  @Test
  void what_was_found_whole_is_not_hashed_again_and_what_was_found_changed_is() throws IOException {
    Artifact artifact = new ArtifactStore(folder).put("a.bin", new byte[] {1, 2, 3});
    ArtifactStore store = new ArtifactStore(folder);
    Path file = store.location(artifact.sha256());

    assertThat(store.holds(artifact)).isTrue();
    Files.write(file, new byte[] {9});
    assertThat(store.open(artifact)).isEqualTo(file);

    assertThat(store.holds(artifact)).isFalse();
    assertThatThrownBy(() -> store.open(artifact)).isInstanceOf(PipelineException.class);
  }

  @Test
  void scratch_folders_are_fresh_and_on_the_stores_file_system() {
    ArtifactStore store = new ArtifactStore(folder.resolve("not yet"));

    Path first = store.scratch();

    assertThat(first).isEmptyDirectory().hasParent(folder.resolve("not yet"));
    assertThat(store.scratch()).isNotEqualTo(first);
  }

  @Test
  void a_store_that_cannot_be_written_is_named() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThatThrownBy(() -> new ArtifactStore(file.resolve("store")).scratch())
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Cannot write to the artifact store")
        .hasMessageContaining(file.toString());
  }

  @Test
  void a_file_that_is_taken_in_is_moved_and_a_second_one_with_its_bytes_is_deleted()
      throws IOException {
    ArtifactStore store = new ArtifactStore(folder.resolve("store"));
    Path work = store.scratch();
    Path first = Files.writeString(work.resolve("first"), "content");
    Path second = Files.writeString(work.resolve("second"), "content");
    Object key = Files.readAttributes(first, "unix:ino").get("ino");

    Artifact taken = store.take("a", first);

    assertThat(taken).isEqualTo(new Artifact("a", Sha256.of("content"), 7));
    assertThat(store.take("b", second)).isEqualTo(new Artifact("b", taken.sha256(), 7));
    assertThat(Files.readAttributes(store.open(taken), "unix:ino").get("ino")).isEqualTo(key);
    assertThat(store.open(taken)).hasContent("content");
    assertThat(work).isEmptyDirectory();
  }
}
