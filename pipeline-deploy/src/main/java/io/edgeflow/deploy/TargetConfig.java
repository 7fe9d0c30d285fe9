package io.edgeflow.deploy;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.target.DeploymentTarget;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One item of {@code edge_deployment.targets}: a device that runs already. */
public final class TargetConfig {
  /** The device's name, as in its certificate. */
  public static final Field<String> ID =
      Field.text("id", null, "the device's name, as in its certificate").mandatory();

  /** Its agent's https address. */
  public static final Field<String> ADDRESS =
      Field.text("uri", null, "its agent's https address").mandatory();

  /** The keys of an item. */
  public static final FieldTable FIELDS = FieldTable.of(ID, ADDRESS);

  private TargetConfig() {}

  /**
   * Reads the items; those with a problem are left out.
   *
   * @param ownKeys whether the keys are good for devices that are not on this machine
   */
  static List<DeploymentTarget> from(List<Section> items, boolean ownKeys, Problems problems) {
    List<DeploymentTarget> targets = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Section each : items) {
      target(each, problems)
          .ifPresent(
              target -> {
                if (!ids.add(target.id())) {
                  each.refuse(problems, ID, "two targets are named " + target.id());
                }
                if (!ownKeys && !isLoopback(target.uri())) {
                  each.refuse(
                      problems,
                      ADDRESS,
                      "is not on this machine, and development keys are good for loopback alone;"
                          + " set edge_deployment.keys to a folder with keys of your own");
                }
                targets.add(target);
              });
    }
    return targets;
  }

  private static Optional<DeploymentTarget> target(Section section, Problems problems) {
    Optional<String> id = section.find(ID);
    Optional<String> uri = section.find(ADDRESS);
    if (id.isEmpty() || uri.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI address = URI.create(uri.get());
      if (address.getHost() == null) {
        section.refuse(problems, ADDRESS, "must be like https://host:8443, found " + uri.get());
        return Optional.empty();
      }
      return Optional.of(new DeploymentTarget(id.get(), address));
    } catch (IllegalArgumentException e) {
      section.refuse(problems, ADDRESS, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static boolean isLoopback(URI uri) {
    String host = uri.getHost();
    return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
  }
}
