package io.edgeflow.orchestrator.config;

import org.yaml.snakeyaml.resolver.Resolver;

/** Leaves scalars untyped, so that any other tag than "text" was written by the author. */
final class UntypedResolver extends Resolver {
  @Override
  protected void addImplicitResolvers() {}
}
