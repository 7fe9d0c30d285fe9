package io.edgeflow.core.target;

import java.net.URI;

/**
 * A device that a model is deployed to.
 *
 * @param id unique within the fleet, for example {@code device-01}
 * @param uri the agent's https address
 */
public record DeploymentTarget(String id, URI uri) {
  /** Checks the id and the scheme. */
  public DeploymentTarget {
    if (!id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
      throw new IllegalArgumentException("Not a device id: " + id);
    }
    if (!"https".equals(uri.getScheme())) {
      throw new IllegalArgumentException("A device speaks https: " + uri);
    }
  }
}
