package io.edgeflow.orchestrator.cli;

import io.edgeflow.core.json.Json;
import io.edgeflow.orchestrator.console.Numbers;
import io.edgeflow.orchestrator.console.TextTable;
import io.edgeflow.orchestrator.retention.Deletion;
import io.edgeflow.orchestrator.retention.DeletionJournal;
import io.edgeflow.orchestrator.retention.GcReport;
import java.util.List;

/** Shows which data was deleted. */
record DeletionsView(Io io, boolean json) {
  private static final int MOST = 10;
  private static final int SHOWN_DIGITS = 12;

  int print(DeletionJournal journal) {
    List<Deletion> all = journal.all();
    if (json) {
      io.out().print(Json.pretty(all));
      return 0;
    }
    io.say(all.size() + " deletions of data in " + journal.file());
    if (!all.isEmpty()) {
      table(all, all.size());
    }
    return 0;
  }

  /** What a collection deleted, or would. */
  void print(GcReport report) {
    List<Deletion> deletions = report.deletions();
    if (deletions.isEmpty()) {
      return;
    }
    io.say(
        "\n"
            + deletions.size()
            + (report.dryRun()
                ? " files of data would be deleted:"
                : " files of data are deleted, see edgeflow gc --deletions:"));
    table(deletions, MOST);
    if (deletions.size() > MOST) {
      io.say("… and " + (deletions.size() - MOST) + " more");
    }
  }

  private void table(List<Deletion> deletions, int most) {
    TextTable table = new TextTable(io.style(), "when", "what", "SHA-256", "size", "state", "why");
    deletions.stream()
        .limit(most)
        .forEach(
            each ->
                table.row(
                    each.at().toString(),
                    each.name(),
                    each.sha256().substring(0, SHOWN_DIGITS),
                    Numbers.bytes(each.bytes()),
                    each.state() == Deletion.State.DELETED ? "deleted" : "not confirmed",
                    each.why()));
    io.out().print(table);
  }
}
