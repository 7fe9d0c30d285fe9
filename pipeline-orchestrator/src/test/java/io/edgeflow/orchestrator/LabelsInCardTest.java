package io.edgeflow.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.orchestrator.run.StageStatus;
import io.edgeflow.orchestrator.workflow.RunRequest;
import io.edgeflow.orchestrator.workflow.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelsInCardTest {
  private static final String EPOCHS = "model_training.training.epochs=1";

  @TempDir private Path folder;

  @Test
  void training_adds_what_it_found_of_labels_to_the_card_and_the_data_stay() throws IOException {
    SmallWorkflow small = SmallWorkflow.in(folder);
    RunResult data = small.load(EPOCHS).run(RunRequest.defaults().withOnly("data_pipeline"));
    RunRequest training = RunRequest.defaults().withOnly("model_training");
    RunResult first = small.load(EPOCHS).run(training);
    RunResult again = small.load(EPOCHS).run(training);

    String before = card(small, data, "data_pipeline");
    String after = card(small, first, "model_training");

    assertThat(after)
        .startsWith(before)
        .contains("## Labels that look wrong")
        .contains("| row | label |");
    assertThat(card(small, first, "data_pipeline")).isEqualTo(before);
    assertThat(again.record().stage("model_training").orElseThrow().status())
        .isEqualTo(StageStatus.CACHED);
    assertThat(card(small, again, "model_training")).isEqualTo(after);
  }

  private static String card(SmallWorkflow small, RunResult run, String stage) throws IOException {
    String path =
        run.record().stage(stage).orElseThrow().artifacts().stream()
            .filter(file -> file.name().equals("data_card.md"))
            .findFirst()
            .orElseThrow()
            .path();
    return Files.readString(small.workspace().resolve(path));
  }
}
