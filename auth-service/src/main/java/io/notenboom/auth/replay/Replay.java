// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay;

import io.notenboom.auth.replay.compare.Findings;
import io.notenboom.auth.replay.recording.RecordedExchange;
import io.notenboom.auth.replay.recording.RecordedItem;
import io.notenboom.auth.replay.recording.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Replays a recording: all exchanges in the order of time, each against the node in memory that has the place of its server. */
public final class Replay {

    private Replay() {}

    /**
     * Replays.
     *
     * @param progress hears the name of each item whose first exchange is replayed
     * @return a report for each item and further document, by name
     */
    public static List<ItemReport> of(Recording recording, Consumer<String> progress) {
        Map<String, Findings> findings = new TreeMap<>();
        recording.items().forEach(item -> findings.put(item.name(), new Findings()));
        recording.documents().keySet().forEach(name -> findings.put(name, new Findings()));
        recording.damaged().forEach((name, why) -> findings.computeIfAbsent(name, _ -> new Findings())
                .problem(why));
        DirectoryCheck.check(recording, findings);
        World world = new World(recording);
        RecordedValues values = new RecordedValues(recording);
        ItemConsistency consistency = new ItemConsistency(recording);
        for (RecordedItem item : recording.items()) {
            consistency.check(item, of(findings, item.name()));
        }
        ExchangeReplay exchanges = new ExchangeReplay(world);
        for (RecordedExchange exchange : recording.exchanges()) {
            if (exchange.number() == 1) {
                progress.accept(exchange.item());
            }
            Findings found = of(findings, exchange.item());
            exchanges.replay(exchange, found);
            values.check(exchange, found);
        }
        DocumentCheck documents = new DocumentCheck(world);
        recording.documents().forEach((name, text) -> documents.check(name, text, of(findings, name)));
        if (!world.notes().isEmpty()) {
            Findings config = of(findings, "config");
            world.notes().forEach(config::problem);
        }
        List<ItemReport> reports = new ArrayList<>();
        findings.forEach((name, found) -> reports.add(report(name, found)));
        return reports;
    }

    private static Findings of(Map<String, Findings> findings, String name) {
        return findings.computeIfAbsent(name, _ -> new Findings());
    }

    private static ItemReport report(String name, Findings found) {
        boolean decided = !found.held().isEmpty() || !found.differences().isEmpty();
        ItemReport.Result result = ItemReport.Result.SKIPPED;
        if (!found.problems().isEmpty()) {
            result = ItemReport.Result.FAILED;
        } else if (decided) {
            result = ItemReport.Result.PASSED;
        }
        return new ItemReport(name, result, found.held(), found.differences(), found.problems(), found.undecided());
    }
}
