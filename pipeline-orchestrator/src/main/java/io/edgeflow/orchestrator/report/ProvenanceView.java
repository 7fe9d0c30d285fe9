package io.edgeflow.orchestrator.report;

import io.edgeflow.orchestrator.console.Numbers;
import io.edgeflow.orchestrator.run.Provenance;
import io.edgeflow.orchestrator.run.Provenance.Git;
import io.edgeflow.orchestrator.run.Provenance.Machine;
import io.edgeflow.orchestrator.run.RunRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows what a run was made with, beside the run before. */
final class ProvenanceView {
  private static final int SHORT = 12;

  private ProvenanceView() {}

  static void add(Html html, RunRecord run, @Nullable RunRecord previous) {
    Map<String, String> now = facts(run);
    Map<String, String> before = previous == null ? Map.of() : facts(previous);
    html.open("section", "id", "provenance").element("h2", "Made with").line();
    RowTable table =
        previous == null
            ? new RowTable(html, List.of("what", "this run"))
            : new RowTable(html, List.of("what", "this run", "the run before"));
    now.forEach(
        (name, value) -> {
          table.row().cell(name).cell(value);
          if (previous != null) {
            String old = before.getOrDefault(name, "not known");
            table.cell(old.equals(value) ? "the same" : old, old.equals(value) ? "soft" : "calm");
          }
        });
    table.close();
    html.close("section").line();
  }

  private static Map<String, String> facts(RunRecord run) {
    Map<String, String> facts = new LinkedHashMap<>();
    Provenance made = run.provenance();
    if (made != null) {
      facts.put("git commit", commit(made.git()));
    }
    facts.put("configuration", shortened(run.configSha256()));
    run.stages().forEach(stage -> stage.madeFrom().forEach((k, v) -> facts.put(k, shortened(v))));
    facts.put("seed", Long.toString(run.seed()));
    if (made != null) {
      machine(made.machine(), facts);
      String engines =
          made.engines().entrySet().stream()
              .map(engine -> engine.getKey() + " " + engine.getValue())
              .collect(Collectors.joining(", "));
      facts.put("engines", engines);
    }
    return facts;
  }

  private static String commit(@Nullable Git git) {
    return git == null
        ? "not in a repository"
        : shortened(git.commit()) + (git.uncommittedChanges() ? " with uncommitted changes" : "");
  }

  private static void machine(Machine machine, Map<String, String> facts) {
    String size = machine.processors() + (machine.processors() == 1 ? " core, " : " cores, ");
    facts.put("machine", machine.cpu() + ", " + size + Numbers.gigabytes(machine.memoryBytes()));
    facts.put("system", machine.os());
    facts.put("Java", machine.java());
  }

  /** Hashes alone are cut; what else a step names stays as it is. */
  private static String shortened(String text) {
    return text.matches("[0-9a-f]{40,64}") ? text.substring(0, SHORT) : text;
  }
}
