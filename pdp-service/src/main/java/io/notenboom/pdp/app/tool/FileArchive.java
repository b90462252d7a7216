// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.chainlog.ChainFiles;
import io.notenboom.kit.chainlog.LogSegment;
import io.notenboom.kit.chainlog.LoggedRecord;
import io.notenboom.pdp.log.DecisionArchive;
import io.notenboom.pdp.log.LogQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A decision log in a folder. */
final class FileArchive implements DecisionArchive {

    private final ChainFiles files;

    FileArchive(ChainFiles files) {
        this.files = files;
    }

    @Override
    public List<Entry> read(long from, int limit) {
        List<Entry> entries = new ArrayList<>();
        for (LoggedRecord record : files.read(from, limit)) {
            if (record.record() instanceof ObjectNode content) {
                entries.add(new Entry(record.sequence(), content));
            }
        }
        return entries;
    }

    @Override
    public long first() {
        return files.segments().stream()
                .mapToLong(LogSegment::firstSequence)
                .findFirst()
                .orElse(0);
    }

    @Override
    public long size() {
        return files.head().records();
    }

    @Override
    public OptionalLong firstAtOrAfter(Instant time) {
        return files.firstAtOrAfter(time, LogQuery::timeOf);
    }

    @Override
    public long segmentOf(long sequence) {
        return files.segments().stream()
                .mapToLong(LogSegment::firstSequence)
                .filter(first -> first <= sequence)
                .max()
                .orElse(0);
    }
}
