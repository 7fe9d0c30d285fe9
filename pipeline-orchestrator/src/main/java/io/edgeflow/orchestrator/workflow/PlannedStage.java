package io.edgeflow.orchestrator.workflow;

/**
 * What a run would do with a stage.
 *
 * @param plan {@code run}, {@code cached} or {@code skipped}
 * @param why one reason
 */
public record PlannedStage(String stage, String plan, String why) {}
