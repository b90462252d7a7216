// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.record.TokenRecord;
import io.notenboom.kit.chainlog.HashChainedLog;
import io.notenboom.kit.chainlog.LoggedRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** The record of token requests in hash-chained segments on disk; many who write at one time share one write. */
public final class TokenRecordLog implements AutoCloseable {

    private static final long SEGMENT_BYTES = 64L * 1024 * 1024;

    private final HashChainedLog log;
    private final Supplier<Optional<String>> requestId;

    private TokenRecordLog(HashChainedLog log, Supplier<Optional<String>> requestId) {
        this.log = log;
        this.requestId = requestId;
    }

    /**
     * Opens the log in a folder, which is made if it is missing.
     *
     * @param requestId id of the request that the present thread works for
     * @throws io.notenboom.kit.chainlog.LogFailureException if the chain is broken, another process has it open, or the disk
     *     fails
     */
    public static TokenRecordLog open(Path folder, Supplier<Optional<String>> requestId) {
        return new TokenRecordLog(HashChainedLog.open(folder, SEGMENT_BYTES), requestId);
    }

    /** Adds a record with the id of the request; it is on disk when this returns. */
    public void append(TokenRecord record) {
        ObjectNode json = record.toJson();
        requestId.get().ifPresent(id -> json.put("requestId", id));
        long unused = log.append(json);
    }

    /** A page of the log, see {@link HashChainedLog#read}. */
    public List<LoggedRecord> read(long from, int limit) {
        return log.read(from, limit);
    }

    /** Sequence number of the first record at or after a time; empty if there is none. */
    public OptionalLong firstAtOrAfter(Instant time) {
        return log.firstAtOrAfter(
                time, record -> Instant.parse(record.path("time").asText()));
    }

    @Override
    public void close() {
        log.close();
    }
}
