package io.edgeflow.orchestrator.config;

import io.edgeflow.core.config.Section;
import java.util.Optional;

/**
 * A step of the user's own.
 *
 * @param type the provider that makes it
 * @param after the step that it follows; empty puts it last
 * @param section its own section
 */
public record StepConfig(String name, String type, Optional<String> after, Section section) {}
