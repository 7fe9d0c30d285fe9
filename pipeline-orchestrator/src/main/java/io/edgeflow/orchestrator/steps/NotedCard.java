package io.edgeflow.orchestrator.steps;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.data.DataResult;
import io.edgeflow.data.LabelNote;
import io.edgeflow.train.TrainingResult;
import io.edgeflow.train.reference.LabelNoise;
import java.util.List;

/** Adds to the data card what training found of the labels. */
final class NotedCard {
  private NotedCard() {}

  /** The result with the card, where labels were looked at and there is one. */
  static TrainingResult of(TrainingResult trained, DataResult data, ArtifactStore store) {
    LabelNoise noise = trained.labelNoise();
    DataResult.Found found = data.found();
    if (noise == null || found == null) {
      return trained;
    }
    List<String> labels = data.dataset().schema().target().answers();
    LabelNote note =
        new LabelNote(
            noise.rows(),
            noise.suspects(),
            noise.worst().stream()
                .filter(LabelNoise.Suspect::confident)
                .map(
                    each ->
                        new LabelNote.Suspect(
                            each.row(),
                            labels.get(each.label()),
                            each.probability(),
                            labels.get(each.likely())))
                .toList());
    return trained.withDataCard(note.addedTo(found.card(), store));
  }
}
