package io.edgeflow.deploy;

import io.edgeflow.core.artifact.ExportedModel;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.deploy.fleet.FleetClient;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is deployed, and where to.
 *
 * @param model the file that devices run, of the configured format
 * @param dataset its validation split gives the golden rows and the replayed rows
 * @param facts measured numbers for the model card, such as {@code accuracy}; they are part of the
 *     bundle, so that time and machine must not show in them
 * @param origins where the model came from, by name, for the model card; empty where it was trained
 *     from nothing
 * @param anomalyThreshold the largest reconstruction error of a normal sample, for a model whose
 *     target is the sample itself; null for others
 * @param fleet speaks to the targets
 */
public record DeploymentInput(
    ExportedModel model,
    DatasetManifest dataset,
    Map<String, Double> facts,
    Map<String, String> origins,
    @Nullable Double anomalyThreshold,
    FleetClient fleet) {
  /** Sorts and copies the facts and the origins. */
  public DeploymentInput {
    facts = Collections.unmodifiableMap(new TreeMap<>(facts));
    origins = Collections.unmodifiableMap(new TreeMap<>(origins));
  }

  /** A model that was trained from nothing. */
  public DeploymentInput(
      ExportedModel model,
      DatasetManifest dataset,
      Map<String, Double> facts,
      @Nullable Double anomalyThreshold,
      FleetClient fleet) {
    this(model, dataset, facts, Map.of(), anomalyThreshold, fleet);
  }
}
