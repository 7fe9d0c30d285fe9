package io.edgeflow.orchestrator.doctor;

import com.sun.management.OperatingSystemMXBean;
import io.edgeflow.core.run.Workspace;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Inspects everything that a run needs from the machine. */
public final class Doctor {
  private static final double GIGABYTE = 1L << 30;
  private static final double LEAST_MEMORY_GB = 3;
  private static final double LEAST_DISK_GB = 1;
  private static final int JAVA = 17;

  private final Workspace workspace;
  private final String host;
  private final int port;

  /** An inspection of the given workspace and the status server's address. */
  public Doctor(Workspace workspace, String host, int port) {
    this.workspace = workspace;
    this.host = host;
    this.port = port;
  }

  /** All findings, in a fixed order. */
  public List<Finding> inspect() {
    List<Finding> findings = new ArrayList<>();
    findings.add(java());
    findings.add(processors());
    findings.add(memory());
    findings.add(workspace());
    findings.add(disk());
    findings.add(port());
    findings.addAll(Natives.inspect());
    return findings;
  }

  private static Finding java() {
    String detail = Runtime.version() + " in " + System.getProperty("java.home");
    return Runtime.version().feature() >= JAVA
        ? Finding.ok("java", detail)
        : Finding.missing("java", detail, "install a JDK 17 or newer");
  }

  private static Finding processors() {
    int processors = Runtime.getRuntime().availableProcessors();
    String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    String detail = processors + " on " + platform;
    return processors > 1
        ? Finding.ok("processors", detail)
        : Finding.warn("processors", detail, "a run takes about twice as long on one");
  }

  private static Finding memory() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    double total = system.getTotalMemorySize() / GIGABYTE;
    double heap = Runtime.getRuntime().maxMemory() / GIGABYTE;
    String detail =
        String.format(Locale.ROOT, "%.1f GB, of which Java's heap may take %.1f GB", total, heap);
    return total >= LEAST_MEMORY_GB
        ? Finding.ok("memory", detail)
        : Finding.warn("memory", detail, "3 GB or more are needed to train and run ten agents");
  }

  private Finding workspace() {
    Path root = workspace.root();
    try {
      Files.createDirectories(root);
      Files.delete(Files.createTempFile(root, ".doctor", ""));
      return Finding.ok("workspace", root + " may be written");
    } catch (IOException e) {
      return Finding.missing(
          "workspace", root + " may not be written", "set workflow.workspace to another folder");
    }
  }

  private Finding disk() {
    Path existing = workspace.root();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    double free = existing.toFile().getUsableSpace() / GIGABYTE;
    String detail = String.format(Locale.ROOT, "%.1f GB free", free);
    return free >= LEAST_DISK_GB
        ? Finding.ok("disk", detail)
        : Finding.warn("disk", detail, "the native libraries alone unpack to about 0.6 GB");
  }

  private Finding port() {
    String address = host + ":" + port;
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
      return Finding.ok("status port", address + " is free");
    } catch (IOException e) {
      return Finding.warn(
          "status port",
          address + " is taken",
          "only edgeflow serve needs it: set monitoring.server.port");
    }
  }
}
