package io.edgeflow.orchestrator.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.run.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageCacheTest {
  private record Output(List<Artifact> files, double loss, float small, String note) {}

  @TempDir private Path folder;
  private ArtifactStore store;
  private StageCache cache;
  private Output output;
  private Path entry;

  @BeforeEach
  void one_entry() {
    Workspace workspace = new Workspace(folder);
    store = workspace.artifacts();
    cache = new StageCache(workspace, store);
    Artifact file = store.put("model", "weights".getBytes(StandardCharsets.UTF_8));
    output = new Output(List.of(file), 0.1, 0.1f, "<ü>");
    cache.put(key(42), output);
    entry = workspace.cache().resolve(key(42).sha256() + ".json");
  }

  @Test
  void an_output_comes_back_as_it_was() {
    assertThat(cache.find(key(42), Output.class)).contains(output);
  }

  @Test
  void another_key_is_a_miss() {
    assertThat(cache.find(key(43), Output.class)).isEmpty();
  }

  @Test
  void a_missing_file_is_a_miss() throws IOException {
    Files.delete(store.location(output.files().get(0).sha256()));

    assertThat(cache.find(key(42), Output.class)).isEmpty();
    assertThat(cache.damage(key(42)))
        .hasValueSatisfying(
            why -> assertThat(why).contains("the artifact model", "is damaged: it is missing"));
  }

  @Test
  void a_changed_file_is_a_miss() throws IOException {
    Files.writeString(store.location(output.files().get(0).sha256()), "tampered");

    assertThat(cache.find(key(42), Output.class)).isEmpty();
    assertThat(cache.damage(key(42)))
        .hasValueSatisfying(why -> assertThat(why).contains("its bytes have changed"));
  }

  @Test
  void a_changed_entry_is_a_miss() throws IOException {
    Files.writeString(entry, Files.readString(entry).replace("0.1", "0.2"));

    assertThat(cache.find(key(42), Output.class)).isEmpty();
    assertThat(cache.damage(key(42)))
        .hasValueSatisfying(why -> assertThat(why).contains("the kept output", "is damaged"));
  }

  @Test
  void what_is_whole_or_was_never_kept_is_not_damaged() {
    assertThat(cache.damage(key(42))).isEmpty();
    assertThat(cache.damage(key(43))).isEmpty();
  }

  @Test
  void a_cut_off_entry_is_a_miss_and_is_mended_by_the_next_output() throws IOException {
    Files.writeString(entry, Files.readString(entry).substring(0, 40));
    assertThat(cache.find(key(42), Output.class)).isEmpty();

    cache.put(key(42), output);

    assertThat(cache.find(key(42), Output.class)).contains(output);
  }

  @Test
  void an_entry_of_another_form_is_a_miss() {
    record Other(String name) {}

    assertThat(cache.find(key(42), Other.class)).isEmpty();
  }

  @Test
  void every_part_of_the_key_counts() {
    StageKey base = key(42);
    assertThat(
            List.of(
                new StageKey("b", "f", List.of("i"), 42, 2, List.of("e"), "c").sha256(),
                new StageKey("a", "g", List.of("i"), 42, 2, List.of("e"), "c").sha256(),
                new StageKey("a", "f", List.of("j"), 42, 2, List.of("e"), "c").sha256(),
                new StageKey("a", "f", List.of("i"), 42, 4, List.of("e"), "c").sha256(),
                new StageKey("a", "f", List.of("i"), 42, 2, List.of("x"), "c").sha256(),
                new StageKey("a", "f", List.of("i"), 42, 2, List.of("e"), "d").sha256()))
        .doesNotHaveDuplicates()
        .doesNotContain(base.sha256());
  }

  @Test
  void the_identity_of_the_code_is_stable_and_names_what_is_missing() {
    CodeIdentity identity =
        CodeIdentity.of(
            List.of(StageCache.class, Artifact.class),
            List.of("org/yaml/snakeyaml/Yaml.class", "no/such/Engine.class"));

    assertThat(identity)
        .isEqualTo(
            CodeIdentity.of(
                List.of(StageCache.class, Artifact.class),
                List.of("org/yaml/snakeyaml/Yaml.class", "no/such/Engine.class")));
    assertThat(identity.ownCode()).hasSize(64);
    assertThat(identity.engines())
        .anyMatch(e -> e.matches("snakeyaml-[0-9.]+jar"))
        .contains("no no/such/Engine.class");
  }

  private static StageKey key(long seed) {
    return new StageKey("a", "f", List.of("i"), seed, 2, List.of("e"), "c");
  }
}
