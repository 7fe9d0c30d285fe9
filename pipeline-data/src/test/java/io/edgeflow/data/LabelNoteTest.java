package io.edgeflow.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.data.LabelNote.Suspect;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelNoteTest {
  @TempDir private Path folder;

  private String added(LabelNote note) {
    ArtifactStore store = new ArtifactStore(folder);
    Artifact card = store.put("data_card.md", "# Data card\n".getBytes(UTF_8));

    Artifact more = note.addedTo(card, store);

    assertThat(more.name()).isEqualTo("data_card.md");
    assertThat(new String(store.read(card), UTF_8)).isEqualTo("# Data card\n");
    return new String(store.read(more), UTF_8);
  }

  @Test
  void a_card_gets_the_count_and_the_first_rows_at_its_end() {
    String text =
        added(new LabelNote(1200, 31, List.of(new Suspect(17, "3", 0.0123, "9 | or so"))));

    assertThat(text)
        .startsWith("# Data card\n\n## Labels that look wrong\n\nOf 1200 training rows, 31 have")
        .contains("| 17 | 3 | 0.0123 | 9 \\| or so |");
  }

  @Test
  void of_many_rows_the_first_are_told_and_of_none_no_table() {
    List<Suspect> many =
        IntStream.range(0, 50).mapToObj(i -> new Suspect(i, "a", 0.1, "b")).toList();

    assertThat(added(new LabelNote(900, 50, many)))
        .contains("| 19 | a |")
        .doesNotContain("| 20 | a |");
    assertThat(added(new LabelNote(900, 0, List.of()))).contains("0 have").doesNotContain("|");
  }
}
