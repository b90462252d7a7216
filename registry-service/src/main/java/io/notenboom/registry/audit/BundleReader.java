// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.audit;

import io.notenboom.registry.tlog.EntryBundle;
import io.notenboom.registry.tlog.TileName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads the bundles of a log in order, some at a time, and the next ones while the caller is busy with these. */
final class BundleReader implements AutoCloseable {

    private static final int AT_ONCE = 16;

    private final LogFiles files;
    private final long size;
    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
    private List<Future<List<String>>> ahead;
    private long position;

    BundleReader(LogFiles files, long size) {
        this.files = files;
        this.size = size;
        this.ahead = request();
    }

    private List<Future<List<String>>> request() {
        List<Future<List<String>>> requested = new ArrayList<>();
        while (position < size && requested.size() < AT_ONCE) {
            int width = (int) Math.min(TileName.FULL, size - position);
            TileName name = new TileName(TileName.ENTRIES, position / TileName.FULL, width);
            requested.add(readers.submit(() -> read(files, name)));
            position += width;
        }
        return requested;
    }

    /** The entries of a bundle, which has to have as many as its name says. */
    static List<String> read(LogFiles files, TileName name) throws AuditFailedException, IOException {
        byte[] bytes = files.read(name.path()).orElseThrow(() -> new AuditFailedException(name.path(), "is missing"));
        try {
            List<String> entries = EntryBundle.decode(ByteBuffer.wrap(bytes));
            if (entries.size() == name.width()) {
                return entries;
            }
            throw new AuditFailedException(name.path(), "has " + entries.size() + " entries");
        } catch (IllegalArgumentException e) {
            throw new AuditFailedException(name.path(), String.valueOf(e.getMessage()));
        }
    }

    /** The entries of the next bundles; empty at the end. */
    Optional<List<List<String>>> next() throws AuditFailedException, IOException {
        if (ahead.isEmpty()) {
            return Optional.empty();
        }
        List<Future<List<String>>> these = ahead;
        ahead = request();
        List<List<String>> bundles = new ArrayList<>();
        for (Future<List<String>> bundle : these) {
            bundles.add(get(bundle));
        }
        return Optional.of(bundles);
    }

    private static List<String> get(Future<List<String>> bundle) throws AuditFailedException, IOException {
        try {
            return bundle.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuditFailedException failed) {
                throw failed;
            }
            throw new IOException(String.valueOf(e.getCause()), e);
        }
    }

    @Override
    public void close() {
        readers.shutdownNow();
    }
}
