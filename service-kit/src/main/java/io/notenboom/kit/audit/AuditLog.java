// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.chainlog.HashChainedLog;
import io.notenboom.kit.chainlog.LoggedRecord;
import io.notenboom.kit.customer.NodeConfig;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * The audit log of a service: a {@link HashChainedLog} in {@code audit} below its data folder. An act whose record cannot be
 * written must not be carried out, so append before acting or in the same step. Safe for many threads.
 */
@ApplicationScoped
public class AuditLog {

    private static final long SEGMENT_BYTES = 64L * 1024 * 1024;

    private final HashChainedLog log;
    private final InstantSource clock;

    @Inject
    AuditLog(NodeConfig config, InstantSource clock) {
        this(config.dataDir().resolve("audit"), clock);
    }

    /** An audit log in a folder of its own, which it locks until it is closed. */
    public AuditLog(Path folder, InstantSource clock) {
        this.log = HashChainedLog.open(folder, SEGMENT_BYTES);
        this.clock = clock;
    }

    /**
     * Appends a record with the present time; it is on disk when this returns.
     *
     * @return its sequence number, from 0
     * @throws io.notenboom.kit.chainlog.LogFailureException when it is not known to be on disk
     */
    public long append(AuditRecord record) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("time", clock.instant().toString())
                .put("who", record.who())
                .put("what", record.what())
                .put("object", record.object())
                .put("outcome", record.outcome().name().toLowerCase(Locale.ROOT));
        if (!record.requestId().isEmpty()) {
            json.put("requestId", record.requestId());
        }
        return log.append(json);
    }

    /**
     * A page of the log.
     *
     * @param from sequence number of the first record
     * @param limit most records of the page
     * @throws io.notenboom.kit.chainlog.LogFailureException if the log is damaged or cannot be read
     */
    public List<LoggedRecord> read(long from, int limit) {
        return log.read(from, limit);
    }

    /** Sequence number of the first record at or after a time; empty if there is none. Throws as {@link #read}. */
    public OptionalLong firstAtOrAfter(Instant time) {
        return log.firstAtOrAfter(
                time, record -> Instant.parse(record.path("time").asText()));
    }

    /** Ends the log; records are on disk already. */
    @PreDestroy
    public void close() {
        log.close();
    }
}
