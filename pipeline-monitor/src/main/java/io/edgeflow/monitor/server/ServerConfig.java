package io.edgeflow.monitor.server;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import java.util.regex.Pattern;

/**
 * Where the status server listens.
 *
 * @param host an address of this machine
 * @param port 0 for any free one
 * @param allowRemote whether other machines may read the status, which asks for no password
 */
public record ServerConfig(String host, int port, boolean allowRemote) {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|::1|\\[::1\\]");

  /** The address to listen on. */
  public static final Field<String> HOST =
      Field.text("host", "127.0.0.1", "the address to listen on");

  /** The port to listen on, 0 for any free one. */
  public static final Field<Integer> PORT =
      Field.integer("port", 8080, 0, 65_535, "the port to listen on; 0 for any free one");

  /** Whether the host may be one that other machines can reach. */
  public static final Field<Boolean> ALLOW_REMOTE =
      Field.flag("allow_remote", false, "whether host may be one that other machines can reach");

  /** The keys of {@code monitoring.server}. */
  public static final FieldTable FIELDS = FieldTable.of(HOST, PORT, ALLOW_REMOTE);

  /** Reads the section; an address that others can reach must be allowed explicitly. */
  public static ServerConfig from(Section section, Problems problems) {
    ServerConfig config =
        new ServerConfig(section.get(HOST), section.get(PORT), section.get(ALLOW_REMOTE));
    if (!config.allowRemote() && !config.loopback()) {
      section.refuse(
          problems,
          HOST,
          "\""
              + config.host()
              + "\" can be reached by other machines, and the status asks for no password;"
              + " use 127.0.0.1, or set allow_remote: true");
    }
    return config;
  }

  boolean loopback() {
    return LOOPBACK.matcher(host).matches();
  }
}
