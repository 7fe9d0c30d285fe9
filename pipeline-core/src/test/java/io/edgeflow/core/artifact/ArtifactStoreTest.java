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
}
